// Streams of events over the network.
#include "grader/serve/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/side_by_side.h"

namespace grader {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class HttpServerTest : public ::testing::Test {
 protected:
  HttpServerTest() {
    options_.on_request = [this](const HttpRequest&) {
      HttpResponse response;
      response.headers = {{"Content-Type", "text/event-stream"}};
      response.stream = std::make_shared<EventStream>();
      response.stream->Put("", "first\n\n");
      response.may_listen = [this] { return may_listen_.load(); };
      stream_ = response.stream;
      return response;
    };
    options_.longest_body = [](const std::string&) { return 0; };
    options_.takes_long = [](const HttpRequest&) { return false; };
  }

  // Does `work` while the server runs.
  void Serve(const std::function<void()>& work) {
    auto server = HttpServer::Listen(options_);
    ASSERT_TRUE(server.ok()) << server.status();
    port_ = (*server)->port();
    SideBySide(3, [&](std::size_t worker) {
      if (worker == 0) (*server)->Run();
      if (worker == 1) (*server)->AnswerRequests();
      if (worker == 2) {
        work();
        (*server)->Stop();
      }
    });
  }

  int Connect() const {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place = {};
    place.sin_family = AF_INET;
    place.sin_port = htons(port_);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&place), sizeof place),
              0);
    return fd;
  }

  // A connection on which that was asked.
  int Ask(const std::string& method) const {
    const int fd = Connect();
    const std::string request =
        absl::StrCat(method, " /events HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(send(fd, request.data(), request.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(request.size()));
    return fd;
  }

  // What comes until `end` has come, or the end of all.
  static std::string ReadUntil(int fd, const std::string& end) {
    std::string all;
    char byte = 0;
    while ((end.empty() || !absl::EndsWith(all, end)) &&
           read(fd, &byte, 1) == 1) {
      all += byte;
    }
    return all;
  }

  // Waits until nobody holds the stream any more.
  void WaitUntilItIsGone() const {
    while (!stream_.expired()) usleep(1000);
  }

  HttpServerOptions options_;
  std::uint16_t port_ = 0;
  std::weak_ptr<EventStream> stream_;
  std::atomic<bool> may_listen_ = true;
};

TEST_F(HttpServerTest, EventsComeAsTheyArePut) {
  Serve([&] {
    const int fd = Ask("GET");
    const std::string head = ReadUntil(fd, "first\n\n");
    EXPECT_THAT(head, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(head, HasSubstr("\r\nContent-Type: text/event-stream\r\n"));
    EXPECT_THAT(head, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(head, testing::Not(HasSubstr("Content-Length")));
    EXPECT_THAT(head, EndsWith("\r\n\r\nfirst\n\n"));
    const auto stream = stream_.lock();
    ASSERT_NE(stream, nullptr);
    stream->Put("a", "second\n\n");
    EXPECT_EQ(ReadUntil(fd, "\n\n"), "second\n\n");
    stream->Put("a", "third\n\n");
    stream->End();
    EXPECT_EQ(ReadUntil(fd, ""), "third\n\n");
    close(fd);
  });
}

TEST_F(HttpServerTest, ItShowsThatItLives) {
  options_.heartbeat = absl::Milliseconds(1);
  Serve([&] {
    const int fd = Ask("GET");
    ReadUntil(fd, "first\n\n");
    EXPECT_EQ(ReadUntil(fd, "\n\n"), ":\n\n");
    EXPECT_EQ(ReadUntil(fd, "\n\n"), ":\n\n");
    close(fd);
  });
}

TEST_F(HttpServerTest, WhoMayNotListenAnyMoreIsLeftAtTheNextBeat) {
  options_.heartbeat = absl::Milliseconds(1);
  Serve([&] {
    const int fd = Ask("GET");
    ReadUntil(fd, "first\n\n");
    EXPECT_EQ(ReadUntil(fd, "\n\n"), ":\n\n");
    may_listen_ = false;
    // Some may be on their way.
    int beats = 0;
    while (beats < 1000 && !ReadUntil(fd, "\n\n").empty()) ++beats;
    EXPECT_LT(beats, 1000);
    close(fd);
  });
}

TEST_F(HttpServerTest, BeatsComeAlsoWhileThereIsMuchToTell) {
  options_.heartbeat = absl::Milliseconds(1);
  Serve([&] {
    const int fd = Ask("GET");
    std::string all = ReadUntil(fd, "first\n\n");
    may_listen_ = false;
    // Until it is left.
    for (int i = 0; i < 100'000 && !stream_.expired(); ++i) {
      if (const auto stream = stream_.lock()) {
        stream->Put(absl::StrCat(i), "more\n\n");
      }
      usleep(100);
    }
    EXPECT_TRUE(stream_.expired());
    close(fd);
  });
}

TEST_F(HttpServerTest, WhoeverHasLeftIsForgotten) {
  Serve([&] {
    const int fd = Ask("GET");
    ReadUntil(fd, "first\n\n");
    close(fd);
    WaitUntilItIsGone();
  });
}

TEST_F(HttpServerTest, WhoeverReadsNothingIsLeft) {
  options_.answer = absl::Milliseconds(20);
  Serve([&] {
    const int fd = Ask("GET");
    ReadUntil(fd, "first\n\n");
    // More than the kernel keeps for a connection.
    const std::string message(100'000, 'x');
    for (int i = 0; !stream_.expired(); ++i) {
      if (const auto stream = stream_.lock()) {
        stream->Put(absl::StrCat(i), message);
      }
      usleep(100);
    }
    close(fd);
  });
}

TEST_F(HttpServerTest, StreamEndsAfterAWhile) {
  options_.heartbeat = absl::Milliseconds(1);
  options_.longest_stream = absl::Milliseconds(5);
  Serve([&] {
    const int fd = Ask("GET");
    EXPECT_THAT(ReadUntil(fd, ""), HasSubstr("first\n\n"));
    close(fd);
    WaitUntilItIsGone();
  });
}

// However it drips: there is one deadline for all of it.
TEST_F(HttpServerTest, SlowHeadersAndBodiesAreLeft) {
  options_.header = absl::Milliseconds(50);
  options_.body = absl::Milliseconds(50);
  options_.longest_body = [](const std::string&) { return 1 << 20; };
  Serve([&] {
    for (const std::string bytes :
         {"GET / HTTP/1.1\r\nX: ",
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n"}) {
      const int fd = Connect();
      ASSERT_EQ(send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL),
                static_cast<ssize_t>(bytes.size()));
      while (send(fd, "x", 1, MSG_NOSIGNAL) == 1) usleep(5000);
      EXPECT_EQ(ReadUntil(fd, ""), "") << "half a request is none";
      close(fd);
    }
  });
}

TEST_F(HttpServerTest, HeadIsAnsweredByAHeader) {
  Serve([&] {
    const int fd = Ask("HEAD");
    EXPECT_THAT(ReadUntil(fd, "\r\n\r\n"), HasSubstr("text/event-stream"));
    WaitUntilItIsGone();
    close(fd);
  });
}

}  // namespace
}  // namespace grader

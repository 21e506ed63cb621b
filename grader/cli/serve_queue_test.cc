// `grader serve --queue`: a course whose submissions are graded by workers,
// whatever is killed meanwhile.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "grader/problem/files.h"
#include "grader/problem/version.h"
#include "grader/queue/job_board.h"
#include "grader/queue/nats.h"
#include "grader/testing/background_program.h"
#include "grader/testing/nats_cluster.h"
#include "grader/testing/nats_server.h"
#include "grader/testing/served_course.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kWorkerReady[] = "takes jobs from";
constexpr char kLacks[] = "no worker has python, the virtual clock";
constexpr char kAway[] = "cannot be reached";

std::size_t CountOf(const std::string& text, const std::string& what) {
  return std::vector<std::string>(absl::StrSplit(text, what)).size() - 1;
}

// Each run has its own times and memory, in whichever unit fits them.
std::string WithoutFigures(const std::string& text) {
  std::string without;
  bool in_figure = false;
  for (const char c : text) {
    const bool was_in_figure = std::exchange(
        in_figure, absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
                       (in_figure && c == '.'));
    if (!in_figure) {
      without += c;
    } else if (!was_in_figure) {
      without += '0';
    }
  }
  return absl::StrReplaceAll(
      without,
      {{"0 ms", "0 s"}, {"0 µs", "0 s"}, {"0 min", "0 s"}, {"0 KiB", "0 MiB"}});
}

class ServeQueueTest : public ServedCourse {
 protected:
  // `url`: of the queue, if it is not the server's.
  explicit ServeQueueTest(const std::string& url = "")
      : url_(url.empty() ? server_.url() : url) {
    options_ = absl::StrCat("--queue ", url_, " 2>>log");
    Write(
        "problems/echo/problem.yaml",
        EchoProblem("hello", "number: 1\nlimits: {elapsed: 60s, cpu: 60s}\n") +
            "  - name: another word\n    visibility: hidden\n"
            "    stdin: unseen\n    expect: {stdout: unseen}\n"
            "    why: It is not always the same.\n");
  }

  // What starts a worker.
  std::string Work() const {
    return absl::StrCat(
        "env GRADER_CACHE='", path().string(),
        "/cache' '" GRADER_BINARY_DIR
        "/grader' work --jobs 1 --language python --lease 2s --queue ",
        url_);
  }
  std::unique_ptr<BackgroundProgram> Worker() const {
    auto worker = std::make_unique<BackgroundProgram>(Work());
    EXPECT_NE(worker->ReadUntil(kWorkerReady), "") << worker->said();
    return worker;
  }

  std::string Log() const { return ReadFile(path() / "log").value_or(""); }

  // The page, once it says that.
  std::string PageThatSays(const Browser& browser, const std::string& page,
                           const std::string& what) const {
    std::string seen;
    for (int i = 0; i < 300 && !absl::StrContains(seen, what); ++i) {
      seen = Get(browser, page);
    }
    EXPECT_THAT(seen, HasSubstr(what));
    return seen;
  }

  // Hands in `count` programs that nobody has seen before, the last of which
  // takes its time.
  std::vector<std::string> HandInSome(const Browser& browser, int count) {
    std::vector<std::string> pages;
    for (int i = 0; i < count; ++i) {
      pages.push_back(HandIn(
          browser,
          absl::StrCat(i + 1 < count ? "" : "for i in range(8_000_000): pass\n",
                       "print(input())  # ", handed_in_++, "\n")));
      EXPECT_THAT(pages.back(), StartsWith("/submissions/"));
    }
    return pages;
  }

  void ExpectEachAcceptedOnce(const Browser& browser,
                              const std::vector<std::string>& pages) const {
    for (const std::string& page : pages) {
      EXPECT_THAT(Result(browser, page), HasSubstr("accepted"));
    }
    std::set<std::string> listed;
    for (const absl::string_view rest :
         absl::StrSplit(Get(browser, "/units/echo"), "href=\"")) {
      const absl::string_view link = rest.substr(0, rest.find('"'));
      if (absl::StartsWith(link, "/submissions/")) listed.emplace(link);
    }
    EXPECT_EQ(listed, std::set<std::string>(pages.begin(), pages.end()));
    // No job is left, and none has failed. A worker says that the last one is
    // done a little later than it stores the result.
    std::string queue;
    for (int i = 0; i < 100 && !absl::StrContains(queue, ": 0 jobs,"); ++i) {
      queue = Run(".", absl::StrCat("queue --queue ", url_)).out;
    }
    EXPECT_THAT(queue, HasSubstr(": 0 jobs,"));
    EXPECT_THAT(queue, HasSubstr("\n0 dead letters\n"));
  }

  NatsServer server_;
  const std::string url_;

 private:
  int handed_in_ = 0;
};

struct OwnCluster {
  NatsCluster cluster_;
};

class ServeClusterTest : private OwnCluster, public ServeQueueTest {
 protected:
  ServeClusterTest() : ServeQueueTest(cluster_.url()) {}

  using OwnCluster::cluster_;
};

// And one of the queue's, in turn with it.
TEST_F(ServeClusterTest, ServerThatIsKilledLosesNothing) {
  ASSERT_TRUE(Start());
  const Browser ana = Learner(Instructor(), "Ana");
  const auto worker = Worker();
  std::vector<std::string> pages;
  for (std::size_t i = 0; i < NatsCluster::kServers; ++i) {
    for (const std::string& page : HandInSome(ana, 3)) pages.push_back(page);
    cluster_.Kill(i);
    End(SIGKILL);
    ASSERT_TRUE(Start());
    for (const std::string& page : HandInSome(ana, 2)) pages.push_back(page);
    cluster_.Start(i);
    // The next one is not lost before this one has what there is.
    for (const std::string& page : pages) {
      EXPECT_THAT(Result(ana, page), HasSubstr("accepted"));
    }
  }
  ExpectEachAcceptedOnce(ana, pages);
  EXPECT_EQ(End(SIGTERM), 0);
}

TEST_F(ServeQueueTest, PageHasTheReportOfCheck) {
  ASSERT_TRUE(Start());
  const auto worker = Worker();
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  for (const char* content :
       {"print(input())\n", "print(1)\n", "raise ValueError('<b>')\n",
        "print((\n", "\xff\n", "while True: print('x' * 100000)\n"}) {
    SCOPED_TRACE(content);
    Write("mine/solution.py", content);
    const auto check = [&](const std::string& more) {
      Shell(absl::StrCat(
          "cd '", path().string(), "/mine' && GRADER_CACHE='", path().string(),
          "/cache' '" GRADER_BINARY_DIR
          "/grader' check echo . --lang python --course .. --format html "
          "--output ../report.html ",
          more));
      return Between(ReadFile(path() / "report.html").value_or("none"),
                     "<body>\n", "</body>");
    };
    const std::string page = HandIn(ana, content);
    const std::string result = Result(ana, page);
    EXPECT_THAT(WithoutFigures(result),
                HasSubstr(WithoutFigures(check("--no-cache"))));
    EXPECT_THAT(result, Not(HasSubstr("unseen")));
    EXPECT_THAT(WithoutFigures(Result(instructor, page)),
                HasSubstr(WithoutFigures(check("--no-cache --reveal"))));
  }
  EXPECT_EQ(End(SIGTERM), 0);
  EXPECT_EQ(Log(), "");
}

TEST_F(ServeQueueTest, ResultIsToldToWhoeverListens) {
  ASSERT_TRUE(Start());
  const auto worker = Worker();
  const Browser ana = Learner(Instructor(), "Ana");
  const std::string page = HandIn(ana, "print(input())\n");
  EXPECT_THAT(Listen(ana, page + "/events"),
              HasSubstr("\"state\":\"graded\"}\n\n"));
  EXPECT_THAT(Get(ana, page), HasSubstr("accepted"));
  EXPECT_EQ(End(SIGTERM), 0);
}

TEST_F(ServeQueueTest, WhatNoWorkerHasIsSaid) {
  ASSERT_TRUE(Start());
  const Browser instructor = Instructor();
  const Browser ana = Learner(instructor, "Ana");
  const std::vector<std::string> pages = HandInSome(ana, 2);
  PageThatSays(ana, pages[0], kLacks);
  PageThatSays(ana, pages[1], kLacks);
  EXPECT_THAT(Get(ana, pages[0] + "/events").substr(0, 20), HasSubstr("200"));
  const auto worker = Worker();
  ExpectEachAcceptedOnce(ana, pages);
  EXPECT_EQ(CountOf(Log(), kLacks), 1) << Log();
  EXPECT_EQ(End(SIGTERM), 0);
}

TEST_F(ServeQueueTest, WithoutAQueueSubmissionsAreReceivedAndWait) {
  server_.Kill();
  ASSERT_TRUE(Start());
  const Browser ana = Learner(Instructor(), "Ana");
  std::vector<std::string> pages = HandInSome(ana, 2);
  for (const std::string& page : pages) PageThatSays(ana, page, kAway);
  server_.Start();
  const auto worker = Worker();
  ExpectEachAcceptedOnce(ana, pages);
  // The same in the middle.
  server_.Kill();
  for (const std::string& page : HandInSome(ana, 2)) {
    PageThatSays(ana, page, kAway);
    pages.push_back(page);
  }
  server_.Start();
  ExpectEachAcceptedOnce(ana, pages);
  EXPECT_LE(CountOf(Log(), "the queue is lost"), 2) << Log();
  EXPECT_EQ(CountOf(Log(), "the queue is lost"),
            CountOf(Log(), "the queue is found"))
      << Log();
  EXPECT_EQ(End(SIGTERM), 0);
}

TEST_F(ServeQueueTest, ServerThatIsKilledFindsItsResults) {
  ASSERT_TRUE(Start());
  const auto worker = Worker();
  const Browser ana = Learner(Instructor(), "Ana");
  const std::vector<std::string> pages = HandInSome(ana, 3);
  ASSERT_NE(worker->ReadUntil("begins"), "") << worker->said();
  End(SIGKILL);
  // It is graded while nobody waits for it.
  ASSERT_NE(worker->ReadUntil("accepted"), "") << worker->said();
  ASSERT_TRUE(Start());
  ExpectEachAcceptedOnce(ana, pages);
  EXPECT_EQ(worker->End(SIGTERM), 0);
  EXPECT_EQ(CountOf(worker->said(), "begins"), pages.size()) << worker->said();
  EXPECT_EQ(End(SIGTERM), 0);
}

TEST_F(ServeQueueTest, WorkerThatIsKilledLosesNothing) {
  ASSERT_TRUE(Start());
  auto killed = Worker();
  const Browser ana = Learner(Instructor(), "Ana");
  const std::vector<std::string> pages = HandInSome(ana, 1);
  ASSERT_NE(killed->ReadUntil("begins"), "") << killed->said();
  killed->End(SIGKILL);
  const auto other = Worker();
  ExpectEachAcceptedOnce(ana, pages);
  EXPECT_EQ(End(SIGTERM), 0);
}

TEST_F(ServeQueueTest, QueueThatIsKilledLosesNothing) {
  ASSERT_TRUE(Start());
  const auto worker = Worker();
  const Browser ana = Learner(Instructor(), "Ana");
  const std::vector<std::string> pages = HandInSome(ana, 3);
  ASSERT_NE(worker->ReadUntil("begins"), "") << worker->said();
  server_.Kill();
  server_.Start();
  ExpectEachAcceptedOnce(ana, pages);
  EXPECT_EQ(End(SIGTERM), 0);
}

// Its disk is lost with it.
TEST_F(ServeQueueTest, QueueThatComesBackEmptyIsFilledAgain) {
  ASSERT_TRUE(Start());
  const Browser ana = Learner(Instructor(), "Ana");
  const std::vector<std::string> pages = HandInSome(ana, 2);
  PageThatSays(ana, pages[1], kLacks);
  server_.Kill();
  server_.Forget();
  PageThatSays(ana, pages[1], kAway);
  server_.Start();
  const auto worker = Worker();
  ExpectEachAcceptedOnce(ana, pages);
  EXPECT_EQ(End(SIGTERM), 0);
}

// This test plays workers that die with the job, one after the other.
TEST_F(ServeQueueTest, WhatIsGivenOutInVainIsNobodysGrade) {
  const auto nats = Nats::Connect({.url = server_.url()});
  ASSERT_TRUE(nats.ok()) << nats.status();
  JobBoard board(**nats);
  ASSERT_TRUE(board.Begin().ok());
  WorkerState state;
  state.name = "played";
  state.grader = std::string(kVersion);
  state.languages = {"python"};
  std::atomic<bool> ended = false;
  // Whoever is not heard of is forgotten.
  std::thread announces([&] {
    while (!ended) {
      EXPECT_TRUE(board.Announce(state).ok());
      absl::SleepFor(absl::Milliseconds(100));
    }
  });
  const absl::Cleanup end = [&] {
    ended = true;
    announces.join();
  };
  ASSERT_TRUE(Start());
  const Browser ana = Learner(Instructor(), "Ana");
  const std::string page = HandIn(ana, "print(input())\n");
  const auto source = board.OpenSource(
      {state.grader, ClockKind::kVirtual, "python"}, absl::Seconds(2));
  ASSERT_TRUE(source.ok()) << source.status();
  for (int taken = 0; taken < 3;) {
    const auto delivery = board.Take(*source);
    ASSERT_TRUE(delivery.ok()) << delivery.status();
    if (!*delivery) continue;
    EXPECT_EQ((*delivery)->count, ++taken);
    board.PutBack(**delivery, absl::ZeroDuration());
  }
  const auto worker = Worker();
  const std::string result = Result(ana, page);
  EXPECT_THAT(result, HasSubstr("given out 3 times without a result"));
  EXPECT_THAT(result, HasSubstr("judge error"));
  const Finished queue =
      Run(".", absl::StrCat("queue --queue ", server_.url()));
  EXPECT_THAT(queue.out, HasSubstr("\n1 dead letter\n"));
  EXPECT_EQ(End(SIGTERM), 0);
}

TEST_F(ServeQueueTest, WhoIsNotLetInIsToldAtTheStart) {
  const NatsServer closed(
      "authorization {users: [{user: ana, password: secret}]}\n");
  const std::string serve = absl::StrCat(
      "serve --data d --listen 127.0.0.1:0 --course . --queue ", closed.url());
  const Finished refused = Run(".", serve);
  EXPECT_EQ(refused.status, 2) << refused.out;
  EXPECT_THAT(refused.out, HasSubstr("refuses these credentials"));
  Write("login", "ana:secret\n");
  options_ = absl::StrCat("--queue ", closed.url(), " --credentials login");
  ASSERT_TRUE(Start());
  Instructor();
  EXPECT_EQ(End(SIGTERM), 0);
}

}  // namespace
}  // namespace grader

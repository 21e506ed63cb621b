// The real `grader serve` on a course of three units, talked to over sockets:
// for tests of the whole program.
#ifndef GRADER_TESTING_SERVED_COURSE_H_
#define GRADER_TESTING_SERVED_COURSE_H_

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/testing/course_folder.h"
#include "grader/testing/quiz_unit.h"

namespace grader {

// What stands between `before` and `after` in `text`; empty if they are not
// there.
inline std::string Between(const std::string& text, const std::string& before,
                           const std::string& after) {
  const std::size_t start = text.find(before);
  if (start == std::string::npos) return "";
  const std::size_t from = start + before.size();
  const std::size_t end = text.find(after, from);
  return end == std::string::npos ? "" : text.substr(from, end - from);
}

// A number of that name in the environment, else `otherwise`.
inline unsigned Number(const char* name, unsigned otherwise) {
  unsigned number = 0;
  const char* const text = std::getenv(name);
  return text != nullptr && absl::SimpleAtoi(text, &number) ? number
                                                            : otherwise;
}

class ServedCourse : public CourseFolder {
 protected:
  // A browser that somebody has.
  struct Browser {
    std::string cookie;
    std::string csrf;
  };

  ServedCourse() {
    Write("problems/numbers/quiz.yaml", kQuizYaml);
    Write("problems/numbers/sum.py", kQuizProgram);
  }
  ~ServedCourse() override { End(running_.mortal ? 0 : SIGKILL); }

  // Starts the program and reads what it prints until it listens. With `lives`,
  // it is killed after so many seconds, whatever it does then. False: it was
  // dead before it listened.
  bool Start(const std::string& lives = "") {
    running_.mortal = !lives.empty();
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    running_.program = fork();
    EXPECT_GE(running_.program, 0);
    if (running_.program == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      const std::string program = absl::StrCat(
          lives.empty() ? "" : "timeout --foreground -s KILL " + lives,
          " '" GRADER_BINARY_DIR "/grader' serve ", kept_,
          " --listen 127.0.0.1:0 --course . ", options_);
      if (chdir(path().c_str()) != 0) _exit(127);
      execl("/bin/sh", "sh", "-c", ("exec " + program).c_str(),
            static_cast<char*>(nullptr));
      _exit(127);
    }
    close(ends[1]);
    std::FILE* const out = fdopen(ends[0], "r");
    char line[1000];
    said_.clear();
    while (!absl::StrContains(said_, "Ctrl-C") &&
           std::fgets(line, sizeof line, out) != nullptr) {
      said_ += line;
    }
    std::fclose(out);
    return absl::SimpleAtoi(Between(said_, "127.0.0.1:", "/"), &running_.port);
  }

  // Ends it by `signal`; 0: waits for its end. Its exit status; -1: a signal
  // ended it.
  int End(int signal) {
    if (running_.program <= 0) return -1;
    if (signal != 0) kill(running_.program, signal);
    int status = 0;
    waitpid(std::exchange(running_.program, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  // -1: nobody listens.
  int Connect() const {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place = {};
    place.sin_family = AF_INET;
    place.sin_port = htons(static_cast<std::uint16_t>(running_.port));
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr*>(&place), sizeof place) != 0) {
      close(fd);
      return -1;
    }
    return fd;
  }

  // All that is answered to these bytes, until the connection is closed.
  std::string Send(const std::string& bytes) const {
    const int fd = Connect();
    if (fd < 0) return "";
    // What is refused early is not read to its end.
    (void)!send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    shutdown(fd, SHUT_WR);
    return ReadAndClose(fd);
  }

  static std::string ReadAndClose(int fd) {
    std::string all;
    char buffer[4096];
    for (ssize_t length; (length = read(fd, buffer, sizeof buffer)) > 0;) {
      all.append(buffer, length);
    }
    close(fd);
    return all;
  }

  // All that a stream of events has until the server ends it.
  std::string Listen(const Browser& browser, const std::string& page) const {
    const int fd = Connect();
    if (fd < 0) return "";
    const std::string head = HeadOf("GET", page, browser.cookie) + "\r\n";
    (void)!send(fd, head.data(), head.size(), MSG_NOSIGNAL);
    return ReadAndClose(fd);
  }

  static std::string HeadOf(const std::string& method, const std::string& page,
                            const std::string& cookie) {
    return absl::StrCat(method, " ", page,
                        " HTTP/1.1\r\nHost: h\r\nCookie: ", cookie,
                        "\r\nConnection: close\r\n");
  }

  std::string Get(const Browser& browser, const std::string& page) const {
    return Send(HeadOf("GET", page, browser.cookie) + "\r\n");
  }

  // A POST of `body`, whose kind is `type`; as bytes.
  static std::string Posting(const Browser& browser, const std::string& page,
                             const std::string& type, const std::string& body) {
    return absl::StrCat(HeadOf("POST", page, browser.cookie),
                        "Content-Type: ", type,
                        "\r\nContent-Length: ", body.size(), "\r\n\r\n", body);
  }

  static std::string PostingForm(const Browser& browser,
                                 const std::string& page,
                                 const std::string& body) {
    return Posting(browser, page, "application/x-www-form-urlencoded", body);
  }

  // The bytes that hand in `content` as the file `name`.
  static std::string HandingIn(const Browser& browser, const std::string& name,
                               const std::string& content) {
    const auto part = [](const std::string& called, const std::string& value) {
      return absl::StrCat("--X\r\nContent-Disposition: form-data; name=\"",
                          called, "\"\r\n\r\n", value, "\r\n");
    };
    return Posting(
        browser, "/units/echo", "multipart/form-data; boundary=X",
        absl::StrCat(part("csrf", browser.csrf), part("language", "python"),
                     part("file:" + name, content), "--X--\r\n"));
  }

  // The page of the result; empty: it was not received.
  std::string HandIn(const Browser& browser, const std::string& content) const {
    return Between(Send(HandingIn(browser, "solution.py", content)),
                   "Location: ", "\r\n");
  }

  // Sends a form of the quiz; the answer as it came.
  std::string StepQuiz(const Browser& browser, const std::string& form) const {
    return Send(PostingForm(browser, "/units/numbers/quiz",
                            absl::StrCat("csrf=", browser.csrf, "&", form)));
  }

  // Makes the account that `link` is for.
  Browser Join(const std::string& link, const std::string& name) const {
    const std::string made = Send(PostingForm(
        {}, link, absl::StrCat("name=", name, "&password=long+enough")));
    Browser browser;
    browser.cookie = "session=" + Between(made, "Set-Cookie: session=", ";");
    browser.csrf = Between(Get(browser, "/"), "name=\"csrf\" value=\"", "\"");
    EXPECT_EQ(browser.csrf.size(), 64) << made;
    return browser;
  }

  // The first instructor, after the first start.
  Browser Instructor() const {
    return Join("/join/" + Between(said_, "/join/", "\n"), "Ina");
  }

  // Somebody whom the instructor has invited.
  Browser Learner(const Browser& instructor, const std::string& name) const {
    const std::string links = Send(
        PostingForm(instructor, "/class/invitations",
                    absl::StrCat("csrf=", instructor.csrf, "&names=", name)));
    return Join("/join/" + Between(links, "/join/", "<"), "");
  }

  // The page of a submission when it is graded; empty: nobody answers. Each
  // answer is kept back until something changes, or for a second; one that has
  // been lost would wait for ever.
  std::string Result(const Browser& browser, const std::string& page) const {
    std::string result;
    for (int i = 0; i < 300; ++i) {
      result = Get(browser, page);
      if (!absl::StrContains(result, kWaits)) break;
    }
    return result;
  }

  // What only a page that waits for a result has.
  static constexpr char kWaits[] = "http-equiv=\"refresh\"";

  std::string said_;
  // Words of the shell: where the class is kept, and more options.
  std::string kept_ = "--data data";
  std::string options_;

  struct Running {
    pid_t program = -1;
    bool mortal = false;  // it is what kills the server
    std::uint32_t port = 0;
  };
  Running running_;
};

}  // namespace grader

#endif  // GRADER_TESTING_SERVED_COURSE_H_

// A program that runs beside a test, and never longer than it.
#ifndef GRADER_TESTING_BACKGROUND_PROGRAM_H_
#define GRADER_TESTING_BACKGROUND_PROGRAM_H_

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <utility>

#include "absl/strings/match.h"

namespace grader {

class BackgroundProgram {
 public:
  // Starts it; a command may have words of the shell, and is one program.
  explicit BackgroundProgram(const std::string& command) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    program_ = fork();
    EXPECT_GE(program_, 0);
    if (program_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      dup2(ends[1], STDOUT_FILENO);
      dup2(ends[1], STDERR_FILENO);
      close(ends[0]);
      close(ends[1]);
      execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(),
            static_cast<char*>(nullptr));
      _exit(127);
    }
    close(ends[1]);
    out_ = fdopen(ends[0], "r");
  }
  ~BackgroundProgram() {
    End(SIGKILL);
    std::fclose(out_);
  }
  BackgroundProgram(const BackgroundProgram&) = delete;
  BackgroundProgram& operator=(const BackgroundProgram&) = delete;

  // Reads what it prints until a line has `text`, and gives that line; empty:
  // it ended before.
  std::string ReadUntil(const std::string& text) {
    char line[4096];
    while (std::fgets(line, sizeof line, out_) != nullptr) {
      said_ += line;
      if (absl::StrContains(line, text)) return line;
    }
    return "";
  }

  pid_t pid() const { return program_; }

  // Whether it has ended by itself.
  bool ended() const {
    siginfo_t info = {};
    return program_ <= 0 ||
           waitid(P_PID, static_cast<id_t>(program_), &info,
                  WEXITED | WNOHANG | WNOWAIT) != 0 ||
           info.si_pid != 0;
  }

  // All that it has said so far; after its end, all.
  const std::string& said() const { return said_; }

  // Sends `signal`, if it is none of 0, and waits for its end. Its exit status;
  // -1: a signal ended it, or it had ended before.
  int End(int signal) {
    if (program_ <= 0) return -1;
    if (signal != 0) kill(program_, signal);
    // Also where it would wait for somebody to read.
    char line[4096];
    while (std::fgets(line, sizeof line, out_) != nullptr) said_ += line;
    int status = 0;
    waitpid(std::exchange(program_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t program_ = -1;
  std::FILE* out_ = nullptr;
  std::string said_;
};

}  // namespace grader

#endif  // GRADER_TESTING_BACKGROUND_PROGRAM_H_

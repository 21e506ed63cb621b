#include "grader/watch/running_check.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

namespace grader {
namespace {

std::string ResultOf(const std::function<std::string()>& check) {
  RunningCheck running(check);
  do {
    pollfd waits = {running.fd(), POLLIN, 0};
    poll(&waits, 1, -1);
  } while (!running.Read());
  return running.result();
}

TEST(RunningCheckTest, GivesAllOfTheResult) {
  const std::string large(1 << 20, 'x');
  EXPECT_EQ(ResultOf([&] { return large; }), large);
}

TEST(RunningCheckTest, ProcessThatFailsGivesNothing) {
  EXPECT_EQ(ResultOf([]() -> std::string { _exit(3); }), "");
  EXPECT_EQ(ResultOf([]() -> std::string { throw std::runtime_error("x"); }),
            "");
}

TEST(RunningCheckTest, GivenUpItIsGone) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  {
    RunningCheck running([&]() -> std::string {
      close(ends[0]);
      for (;;) pause();
    });
    close(ends[1]);
  }
  // Its end of the pipe was the last one.
  char byte;
  EXPECT_EQ(read(ends[0], &byte, 1), 0);
  close(ends[0]);
}

}  // namespace
}  // namespace grader

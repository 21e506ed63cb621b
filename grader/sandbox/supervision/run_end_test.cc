#include "grader/sandbox/supervision/run_end.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

namespace grader::sandbox {
namespace {

constexpr absl::Duration kOneSecond = absl::Seconds(1);

TEST(RunEndTest, AnExitIsAnExit) {
  EXPECT_EQ(EndOf(W_EXITCODE(7, 0), {}, kOneSecond), Termination(Exited{7}));
}

TEST(RunEndTest, ASignalOfALimitIsThatLimit) {
  EXPECT_EQ(EndOf(SIGXCPU, {}, kOneSecond), Termination(Killed{Limit::kCpu}));
  EXPECT_EQ(EndOf(SIGXFSZ, {}, kOneSecond),
            Termination(Killed{Limit::kFileSize}));
  EXPECT_EQ(EndOf(SIGSEGV, {}, kOneSecond), Termination(Signaled{SIGSEGV}));
}

TEST(RunEndTest, OnlyWithoutMemoryOrTimeIsAKillALimit) {
  Usage usage;
  EXPECT_EQ(EndOf(SIGKILL, usage, kOneSecond), Termination(Signaled{SIGKILL}));
  usage.memory_limit_reached = true;
  EXPECT_EQ(EndOf(SIGKILL, usage, kOneSecond),
            Termination(Killed{Limit::kMemory}));
  EXPECT_EQ(EndOf(SIGSEGV, usage, kOneSecond), Termination(Signaled{SIGSEGV}));
  usage.memory_limit_reached = false;
  usage.cpu_time = absl::Milliseconds(1001);
  EXPECT_EQ(EndOf(SIGKILL, usage, kOneSecond),
            Termination(Killed{Limit::kCpu}));
  EXPECT_EQ(EndOf(W_EXITCODE(0, 0), usage, kOneSecond), Termination(Exited{0}));
}

}  // namespace
}  // namespace grader::sandbox

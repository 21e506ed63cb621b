#include "grader/sandbox/supervision/run_end.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

namespace grader::sandbox {
namespace {

TEST(RunEndTest, AnExitIsAnExit) {
  EXPECT_EQ(EndOf(W_EXITCODE(7, 0), {}), Termination(Exited{7}));
}

TEST(RunEndTest, ASignalOfALimitIsThatLimit) {
  EXPECT_EQ(EndOf(SIGXCPU, {}), Termination(Killed{Limit::kCpu}));
  EXPECT_EQ(EndOf(SIGXFSZ, {}), Termination(Killed{Limit::kFileSize}));
  EXPECT_EQ(EndOf(SIGSEGV, {}), Termination(Signaled{SIGSEGV}));
}

TEST(RunEndTest, OnlyWithoutMemoryIsAKillALimit) {
  Usage usage;
  EXPECT_EQ(EndOf(SIGKILL, usage), Termination(Signaled{SIGKILL}));
  usage.memory_limit_reached = true;
  EXPECT_EQ(EndOf(SIGKILL, usage), Termination(Killed{Limit::kMemory}));
  EXPECT_EQ(EndOf(SIGSEGV, usage), Termination(Signaled{SIGSEGV}));
}

}  // namespace
}  // namespace grader::sandbox

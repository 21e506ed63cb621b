#include "grader/sandbox/session/driver_failure.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

namespace grader::sandbox {
namespace {

TEST(DriverFailureTest, ExitStatusIsAFailureUnlessItIsZero) {
  EXPECT_EQ(DriverFailureOf(W_EXITCODE(0, 0), true), std::nullopt);
  // No signal was sent, so nobody's reach matters.
  EXPECT_EQ(DriverFailureOf(W_EXITCODE(3, 0), true),
            (DriverFailure{Exited{3}, false}));
}

TEST(DriverFailureTest, SignalsOfTheSandboxAreNoFailure) {
  for (const int signal : {SIGKILL, SIGXCPU, SIGXFSZ, SIGPIPE}) {
    EXPECT_EQ(DriverFailureOf(W_EXITCODE(0, signal), false), std::nullopt)
        << signal;
  }
  EXPECT_EQ(DriverFailureOf(W_EXITCODE(0, SIGSEGV), false),
            (DriverFailure{Signaled{SIGSEGV}, false}));
  EXPECT_EQ(DriverFailureOf(W_EXITCODE(0, SIGTERM), true),
            (DriverFailure{Signaled{SIGTERM}, true}));
}

}  // namespace
}  // namespace grader::sandbox

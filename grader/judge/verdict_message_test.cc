// What verdicts say to a learner.
#include <signal.h>

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "grader/judge/verdict.h"
#include "grader/testing/case_run.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(VerdictMessageTest, AFailedDriverIsNamedWithItsLastWords) {
  JudgedRun run;
  run.observation.trace.done = false;
  run.observation.driver_failure = DriverFailure{Exited{2}, false};
  run.observation.err.head = "the case gives no argument 2\n";
  EXPECT_EQ(run.Judged().message,
            "the problem's driver ended with exit status 2 before the case was "
            "complete; on stderr: \"the case gives no argument "
            "2\"");
  run.observation.driver_failure = DriverFailure{Signaled{SIGSEGV}, false};
  EXPECT_THAT(run.Judged().message,
              HasSubstr("the problem's driver crashed with SIGSEGV before"));
}

TEST(VerdictMessageTest, AFailedCheckSpeaksForItself) {
  JudgedRun run;
  run.Fail(CheckKind::kStdout);
  EXPECT_EQ(run.Judged().message, "it is wrong");
  run.observation.limits_reached = {Limit::kDisk};
  EXPECT_EQ(run.Judged().message,
            "it is wrong; the limit of 64 MiB in 4096 files was reached");
}

void LeaveOpen(JudgedRun& run, int count) {
  run.observation.trace.spans = {
      {"query", "0", absl::ZeroDuration(), absl::Seconds(1)}};
  for (int i = 1; i <= count; ++i) {
    run.observation.trace.spans.push_back(
        {"acquire", std::to_string(i), absl::Seconds(1), std::nullopt});
  }
}

TEST(VerdictMessageTest, TheElapsedLimitNamesWhatWasOpen) {
  JudgedRun run;
  run.limits.elapsed = absl::Seconds(5);
  run.observation.termination = Killed{Limit::kElapsed};
  EXPECT_EQ(run.Judged().message, "stopped after 5 s on the grader's clock");
  LeaveOpen(run, 6);
  EXPECT_EQ(run.Judged().message,
            "stopped after 5 s on the grader's clock while waiting in acquire "
            "1, acquire 2, acquire 3, acquire 4 (+2 more)");
  run.observation.clock = ClockKind::kReal;
  EXPECT_THAT(run.Judged().message, HasSubstr("stopped after 5 s while"));
  run.observation.blocking_sleeps = {{absl::ZeroDuration(), absl::Seconds(2)}};
  EXPECT_THAT(run.Judged().message, HasSubstr("blocks the event loop"));
}

TEST(VerdictMessageTest, ADeadlockNamesWhatIsOpen) {
  JudgedRun run;
  run.observation.termination = Deadlocked{};
  LeaveOpen(run, 1);
  EXPECT_EQ(run.Judged().message,
            "deadlock: everything waits, and nothing that still runs could "
            "wake it: each task waits for another one, or the thread of the "
            "event loop itself waits (in a future, a join, a lock or a "
            "semaphore) and so runs no task; still open: acquire 1");
  run.driven = false;
  EXPECT_THAT(run.Judged().message, Not(HasSubstr("event loop")));
}

TEST(VerdictMessageTest, LimitsAreGivenAsFigures) {
  JudgedRun run;
  run.limits.memory_bytes = 256 * kMiB;
  run.observation.termination = Killed{Limit::kMemory};
  EXPECT_THAT(run.Judged().message, HasSubstr("256 MiB of memory"));
  run.limits.processes = 16;
  run.observation.termination = Killed{Limit::kProcesses};
  EXPECT_THAT(run.Judged().message, HasSubstr("16 processes and threads"));
  run.limits.cpu = absl::Seconds(2);
  run.observation.termination = Killed{Limit::kCpu};
  EXPECT_THAT(run.Judged().message, HasSubstr("after 2 s of CPU time"));
}

TEST(VerdictMessageTest, ASignalIsExplained) {
  JudgedRun run;
  run.observation.termination = Signaled{SIGSEGV};
  run.observation.err.head = "working\n  half way  \n\n";
  EXPECT_THAT(run.Judged().message, HasSubstr("invalid memory access"));
  EXPECT_THAT(run.Judged().message, HasSubstr("on stderr: \"half way\""));
  run.observation.termination = Signaled{50};
  EXPECT_EQ(run.Judged().reason, "signal:SIG50");
}

TEST(VerdictMessageTest, AnExceptionIsQuoted) {
  JudgedRun run;
  run.observation.trace.error = "Service \x1b down";
  EXPECT_EQ(run.Judged().message,
            "an exception was not caught: Service \\x1b down");
}

TEST(VerdictMessageTest, AnEarlyEndNamesWhatWasOpen) {
  JudgedRun run;
  run.observation.trace.done = false;
  LeaveOpen(run, 1);
  EXPECT_EQ(run.Judged().message,
            "the program ended before the case was complete; still open: "
            "acquire 1");
  run.observation.termination = Exited{1};
  run.observation.err.tail = "ValueError: 3\n";
  EXPECT_THAT(run.Judged().message, HasSubstr("on stderr: \"ValueError: 3\""));
}

TEST(VerdictMessageTest, HowACheckerFailedIsSaidInWords) {
  JudgedRun run;
  run.observation.checker_end = Killed{Limit::kWall};
  EXPECT_EQ(run.Judged().message,
            "the problem's checker was stopped at its limit of 30 s of real "
            "time");
  run.observation.checker_end = Signaled{11};
  run.observation.checker_message =
      "Traceback (most recent call last):\n"
      "  File \"/problems/share/check.py\", line 3, in <module>\n"
      "IndexError: list index out of range\n";
  EXPECT_EQ(run.Judged().message,
            "the problem's checker crashed with SIGSEGV; it said: "
            "\"IndexError: list index out of range\" (check.py, line 3)");
}

TEST(VerdictMessageTest, OutputThatNeverArrivedIsMentioned) {
  constexpr char kLost[] = "is lost unless it was flushed";
  JudgedRun run;
  run.driven = false;
  for (const Termination& end :
       {Termination(Signaled{11}), Termination(Killed{Limit::kCpu}),
        Termination(Killed{Limit::kElapsed})}) {
    run.observation.termination = end;
    run.observation.out = {};
    EXPECT_THAT(run.Judged().message, HasSubstr(kLost));
    run.observation.out.head = "step 1\n";
    EXPECT_THAT(run.Judged().message, Not(HasSubstr(kLost)));
  }
  run.observation.out = {};
  run.driven = true;
  EXPECT_THAT(run.Judged().message, Not(HasSubstr(kLost)));
}

TEST(VerdictMessageTest, ACheckerThatFailsIsNotTheSubmissionsFault) {
  JudgedRun run;
  run.observation.checker_end = Exited{1};
  run.observation.checker_message = "no answer file";
  EXPECT_EQ(run.Judged().message,
            "the problem's checker ended with exit status 1 instead of 42 or "
            "43; it said: \"no answer file\"");
}

}  // namespace
}  // namespace grader

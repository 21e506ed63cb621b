// A driver and a submission side by side: they talk, the trace is the driver's
// alone, and whatever one does to the other, the run ends with a result.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "grader/sandbox/session/isolation_test_fixture.h"

namespace grader::sandbox {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr ClockKind kClocks[] = {ClockKind::kReal, ClockKind::kVirtual};

class IsolationDriverTest : public IsolationTest {
 protected:
  Observation RunOn(ClockKind clock, Command command) {
    command.clock = clock;
    return Run(command);
  }
};
INSTANTIATE_TEST_SUITE_P(Rungs, IsolationDriverTest, kRungs, RungName);

TEST_P(IsolationDriverTest, TheyTalkAndTheTraceArrives) {
  for (const ClockKind clock : kClocks) {
    SCOPED_TRACE(clock == ClockKind::kReal ? "real" : "virtual");
    const Observation facts =
        RunOn(clock, WithDriver(Program("answer"), {"3"}));
    EXPECT_EQ(facts.termination, kSuccess);
    EXPECT_EQ(facts.out.head, "answer to 1\nanswer to 2\nanswer to 3\n");
    EXPECT_EQ(facts.err.head, "to stdout\nto stderr\n");
    EXPECT_TRUE(facts.trace.done);
    EXPECT_EQ(facts.trace.violation, std::nullopt);
    ASSERT_EQ(facts.trace.spans.size(), 3u);
    for (const Span& span : facts.trace.spans) {
      ASSERT_TRUE(span.end.has_value());
      const auto took = absl::ToDoubleMilliseconds(*span.end - span.begin);
      EXPECT_GE(took, 0);
      // On the real clock a busy machine may stamp the beginning late.
      if (clock == ClockKind::kVirtual) {
        EXPECT_GE(took, 99.9);
        EXPECT_LT(took, 199.8) << "a sleep that is counted twice";
      }
    }
  }
}

TEST_P(IsolationDriverTest, BothHaveOnlyTheirDescriptors) {
  Command command = Program("descriptors");
  command.driver = command.argv;
  // Until the driver has left.
  command.argv = {"/bin/sh", "-c", command.driver[0] + "; cat <&4"};
  const Observation facts = Run(command);
  EXPECT_EQ(facts.out.head, "0 1 2 3 4 ");
  EXPECT_EQ(facts.err.head, "0 1 2 3 4 ");
}

TEST_P(IsolationDriverTest, InputIsTheSubmissionsAndNullIsTheDrivers) {
  Command command = Shell("cat; cat <&4");
  command.input = "input";
  command.driver = {"/bin/sh", "-c", "wc -c"};
  const Observation facts = Run(command);
  EXPECT_EQ(facts.out.head, "0\n");
  EXPECT_EQ(facts.err.head, "input");
}

TEST_P(IsolationDriverTest, SubmissionCannotGetIntoTheDriver) {
  if (Without("landlock")) GTEST_SKIP() << "nothing else parts them";
  std::string raised = "an argument of the driver's own";
  const std::string secret = raised;
  for (char& byte : raised) ++byte;
  for (const ClockKind clock : kClocks) {
    const Observation facts =
        RunOn(clock, WithDriver(Program("spy", {raised}), {"2", secret}));
    EXPECT_EQ(facts.termination, kSuccess);
    EXPECT_THAT(facts.err.Joined(), HasSubstr("write own\n"));
    // What it forged went to where it may write: its stdout and stderr.
    std::string worked = facts.err.Joined();
    for (std::size_t at;
         (at = worked.find("note forged event")) != std::string::npos;) {
      worked.erase(at, std::string("note forged event").size());
    }
    EXPECT_EQ(worked, "write own\n");
    EXPECT_EQ(facts.trace.violation, std::nullopt);
    EXPECT_THAT(facts.trace.notes, IsEmpty());
    EXPECT_EQ(facts.trace.spans.size(), 2u);
    EXPECT_TRUE(facts.trace.done);
    EXPECT_EQ(facts.out.head, "answer\nanswer\n");
  }
}

TEST_P(IsolationDriverTest, SubmissionCannotSayWhoGetsACoreWhen) {
  // Without Landlock it can write to files in /proc.
  const std::vector<std::string> how = Without("landlock")
                                           ? std::vector<std::string>()
                                           : std::vector<std::string>{"files"};
  const Observation facts =
      RunOn(ClockKind::kReal, WithDriver(Program("reschedule", how), {"1"}));
  EXPECT_EQ(facts.termination, kSuccess);
  EXPECT_EQ(facts.err.head, "");
  EXPECT_TRUE(facts.trace.done);
}

TEST_P(IsolationDriverTest, SubmissionThatKillsTheDriverGainsNothing) {
  for (const ClockKind clock : kClocks) {
    const Observation facts =
        RunOn(clock, WithDriver(Program("signal_driver", {"9"}), {"1"}));
    EXPECT_EQ(facts.termination, kSuccess);
    EXPECT_EQ(facts.trace.done, facts.err.head == "refused\n");
    EXPECT_EQ(facts.driver_failure, std::nullopt);
  }
}

TEST_P(IsolationDriverTest, CrashThatTheSubmissionMayHaveSentIsMarked) {
  for (const ClockKind clock : kClocks) {
    const Observation facts = RunOn(
        clock,
        WithDriver(Program("signal_driver", {std::to_string(SIGSEGV)}), {"1"}));
    std::optional<DriverFailure> failure;
    if (facts.err.head != "refused\n") {
      EXPECT_TRUE(Without("landlock"));
      failure = DriverFailure{Signaled{SIGSEGV}, true};
    }
    EXPECT_EQ(facts.driver_failure, failure);
  }
}

TEST_P(IsolationDriverTest, FailureOfTheDriverIsSeenWhateverTheSubmissionDoes) {
  const bool within_reach = Without("landlock");
  const struct {
    std::string script;
    std::optional<DriverFailure> failure;
  } drivers[] = {
      {"echo first words >&2; exit 3", DriverFailure{Exited{3}, false}},
      {"kill -SEGV $$", DriverFailure{Signaled{SIGSEGV}, within_reach}},
      {"kill -KILL $$", std::nullopt},
      {"exit 0", std::nullopt}};
  // Leaves with the driver, or waits for nothing; then the driver's end was
  // long before that of the run.
  limits_.elapsed = absl::Milliseconds(700);
  for (const char* script : {"cat <&4", "cat <&4; sleep 100"}) {
    for (const ClockKind clock : kClocks) {
      for (const auto& driver : drivers) {
        SCOPED_TRACE(driver.script);
        Command command = Shell(script);
        command.driver = {"/bin/sh", "-c", driver.script};
        EXPECT_EQ(RunOn(clock, command).driver_failure, driver.failure);
      }
    }
  }
  EXPECT_EQ(Run(Shell("true")).driver_failure, std::nullopt);
}

TEST_P(IsolationDriverTest, DriverThatIsEndedWithTheRunHasNotFailed) {
  Command command = Shell("exit 0");
  command.driver = {"/bin/sh", "-c", "trap '' PIPE; sleep 100"};
  for (const ClockKind clock : kClocks) {
    EXPECT_EQ(RunOn(clock, command).driver_failure, std::nullopt);
  }
}

TEST_P(IsolationDriverTest, SubmissionThatStopsTheDriverEndsAtALimit) {
  limits_.elapsed = absl::Milliseconds(700);
  for (const ClockKind clock : kClocks) {
    const Observation facts = RunOn(
        clock,
        WithDriver(Program("signal_driver", {std::to_string(SIGSTOP)}), {"1"}));
    const bool refused = facts.err.head == "refused\n";
    EXPECT_EQ(facts.trace.done, refused);
    const Termination stuck =
        clock == ClockKind::kVirtual
            ? Termination(Deadlocked{})
            : Termination(grader::Killed{Limit::kElapsed});
    EXPECT_EQ(facts.termination, refused ? kSuccess : stuck);
  }
}

TEST_P(IsolationDriverTest, BothAsleepIsADeadlock) {
  Command command = WithDriver(Shell("cat <&4"), {"1"});
  command.clock = ClockKind::kVirtual;
  const Observation facts = Run(command);
  EXPECT_EQ(facts.termination, Termination(Deadlocked{}));
  EXPECT_THAT(facts.trace.spans,
              ElementsAre(::testing::Field(&Span::end, std::nullopt)));
}

TEST_P(IsolationDriverTest, SubmissionThatLeavesEndsTheRun) {
  for (const ClockKind clock : kClocks) {
    const Observation facts =
        RunOn(clock, WithDriver(Shell("read line <&4; exit 7"), {"1"}));
    EXPECT_EQ(facts.termination, Termination(Exited{7}));
    EXPECT_FALSE(facts.trace.done);
  }
}

// Whoever sends an answer and leaves at once has sent it: how far the driver
// has come by then is the machine's doing.
TEST_P(IsolationDriverTest, WhatWasSentBeforeTheEndIsRead) {
  Command command = Shell("printf 'answer\\n' >&4; exit 3");
  command.driver = {"/bin/sh", "-c",
                    "i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done;"
                    "read -r line <&4; echo $line; printf done >&3"};
  for (const ClockKind clock : kClocks) {
    const Observation facts = RunOn(clock, command);
    EXPECT_EQ(facts.termination, Termination(Exited{3}));
    EXPECT_EQ(facts.out.head, "answer\n");
    EXPECT_TRUE(facts.trace.done);
  }
}

TEST_P(IsolationDriverTest, DriverThatReadsNoMoreIsNotWaitedFor) {
  Command command = Shell("exit 3");
  command.driver = {"/bin/sh", "-c", "sleep 100"};
  for (const ClockKind clock : kClocks) {
    const Observation facts = RunOn(clock, command);
    EXPECT_EQ(facts.termination, Termination(Exited{3}));
    EXPECT_LT(facts.elapsed, absl::Seconds(100));
  }
}

// Else a bound on the time would hold for the first process alone, and a driver
// would wait for one that sleeps.
TEST_P(IsolationDriverTest, WhatTheSubmissionLeavesBehindCannotAnswer) {
  for (const char* script :
       {"sleep 100 & exit 3",
        "{ i=0; while [ $i -lt 1000000 ]; do i=$((i+1)); done;"
        "echo late >&4; } & exit 3",
        "setsid sh -c 'while :; do sh -c : & done' & exit 3"}) {
    for (const ClockKind clock : kClocks) {
      SCOPED_TRACE(script);
      Command command = Shell(script);
      command.driver = {"/bin/sh", "-c",
                        "read -r line <&4; echo [$line]; printf done >&3"};
      const Observation facts = RunOn(clock, command);
      EXPECT_EQ(facts.termination, Termination(Exited{3}));
      EXPECT_EQ(facts.out.head, "[]\n");
      EXPECT_TRUE(facts.trace.done);
    }
  }
}

// Else the microseconds that either has computed before would decide.
TEST_P(IsolationDriverTest, AtTheSameMomentTheSubmissionGoesFirst) {
  struct {
    int sleep;  // in microseconds; the driver answers after 100,000
    int rounds;
    const char* seen;
  } cases[] = {
      {99'000, 0, "not yet\n"},   {99'950, 100'000, "not yet\n"},
      {100'000, 0, "not yet\n"},  {100'000, 100'000, "not yet\n"},
      {102'000, 0, "answered\n"},
  };
  for (const auto& [sleep, rounds, seen] : cases) {
    Command command =
        Program("look_later", {std::to_string(sleep), std::to_string(rounds)});
    command.driver = Program("answer_later", {"100000"}).argv;
    EXPECT_EQ(RunOn(ClockKind::kVirtual, command).err.head, seen)
        << "asleep for " << sleep << ", then at work for " << rounds
        << " rounds";
  }
}

// Else the machine would say how much of it is there when the other begins to
// read, and with it in which order a submission does what it is asked for.
TEST_P(IsolationDriverTest, WhatIsSentInOneGoIsThereInOneGo) {
  for (const char* wait : {"epoll", "epoll for 1 s", "poll", "poll for 1 s",
                           "select", "select for 1 s"}) {
    for (const bool driver_sends : {true, false}) {
      Command command = Program("read_burst", {wait});
      command.driver = Program("send_burst").argv;
      if (!driver_sends) std::swap(command.argv, command.driver);
      const Observation facts = RunOn(ClockKind::kVirtual, command);
      EXPECT_EQ(driver_sends ? facts.err.head : facts.out.head, "100 bytes\n")
          << wait << (driver_sends ? ", sent by the driver" : "");
    }
  }
}

TEST_P(IsolationDriverTest, WhoComputesOnKeepsNobodyWaiting) {
  Command command = Program("read_burst", {"epoll"});
  command.driver = Program("send_burst", {"400"}).argv;
  EXPECT_EQ(RunOn(ClockKind::kVirtual, command).err.head, "100 bytes\n");
}

TEST_P(IsolationDriverTest, MissingProgramOfEitherIsAStatus) {
  for (const ClockKind clock : kClocks) {
    Command command = Shell("echo started");
    command.driver = {"/usr/bin/no-such-driver"};
    command.clock = clock;
    const auto facts = runner_.Run(command, limits_);
    EXPECT_THAT(facts.status().ToString(), HasSubstr("driver"));
    command = WithDriver(Shell("true"), {"1"});
    command.argv = {"/usr/bin/no-such-program"};
    command.clock = clock;
    EXPECT_FALSE(runner_.Run(command, limits_).ok());
    EXPECT_EQ(RunOn(clock, Shell("echo next")).out.head, "next\n");
  }
}

TEST_P(IsolationDriverTest, DriverIsNoneOfTheProcessesThatAreLimited) {
  if (Without("namespaces") && geteuid() != 0) {
    GTEST_SKIP() << "whatever else the user runs counts too";
  }
  limits_.processes = 8;
  const Command alone = Program("count_forks");
  EXPECT_EQ(Run(alone).err.head, "7");
  EXPECT_EQ(Run(WithDriver(alone, {"1"})).err.head, "7");
  Command timed = WithDriver(Program("use_threads", {"7"}), {"1"});
  timed.clock = ClockKind::kVirtual;
  EXPECT_EQ(Run(timed).termination, kSuccess);
  timed.argv[1] = "8";
  EXPECT_NE(Run(timed).termination, kSuccess);
}

}  // namespace
}  // namespace grader::sandbox

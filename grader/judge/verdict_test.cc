#include "grader/judge/verdict.h"

#include <signal.h>

#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "grader/testing/case_run.h"

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Change {
  std::string name;
  std::function<void(JudgedRun&)> apply;
  VerdictWord word;
  std::string reason;
};

void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

std::function<void(JudgedRun&)> End(Termination termination) {
  return [termination](JudgedRun& run) {
    run.observation.termination = termination;
  };
}
std::function<void(JudgedRun&)> Fail(CheckKind kind) {
  return [kind](JudgedRun& run) { run.Fail(kind); };
}
// Ended by `termination` after `limit` was reached.
std::function<void(JudgedRun&)> Reach(Limit limit, Termination termination) {
  return [=](JudgedRun& run) {
    run.observation.limits_reached = {limit};
    run.observation.termination = termination;
  };
}
// An end before the driver's.
std::function<void(JudgedRun&)> CutShort(int code) {
  return [code](JudgedRun& run) {
    run.observation.trace.done = false;
    run.observation.termination = Exited{code};
  };
}

// The driver ended like that, and the submission with it.
std::function<void(JudgedRun&)> FailDriver(DriverFailure failure) {
  return [failure](JudgedRun& run) {
    run.observation.trace.done = false;
    run.observation.driver_failure = failure;
  };
}

// One change from an accepted run each, in the order of the rules.
std::vector<Change> Changes() {
  using Word = VerdictWord;
  const auto status = [](int value) {
    return [value](JudgedRun& run) {
      run.observation.checker_end = Exited{value};
    };
  };
  return {
      {"CheckerFails", status(1), Word::kJudgeError, "checker"},
      {"CheckerExitsWithZero", status(0), Word::kJudgeError, "checker"},
      {"KilledForMemory", End(Killed{Limit::kMemory}),
       Word::kMemoryLimitExceeded, "memory_limit"},
      {"KilledForOutput", End(Killed{Limit::kOutput}),
       Word::kOutputLimitExceeded, "output_limit"},
      {"KilledForElapsed", End(Killed{Limit::kElapsed}),
       Word::kTimeLimitExceeded, "elapsed_limit"},
      {"KilledForCpu", End(Killed{Limit::kCpu}), Word::kTimeLimitExceeded,
       "cpu_limit"},
      {"KilledForWall", End(Killed{Limit::kWall}), Word::kTimeLimitExceeded,
       "wall_limit"},
      {"KilledForProcesses", End(Killed{Limit::kProcesses}),
       Word::kRunTimeError, "process_limit"},
      {"KilledForFileSize", End(Killed{Limit::kFileSize}), Word::kRunTimeError,
       "file_size_limit"},
      {"KilledForDisk", End(Killed{Limit::kDisk}), Word::kRunTimeError,
       "disk_limit"},
      {"KilledForOpenFiles", End(Killed{Limit::kOpenFiles}),
       Word::kRunTimeError, "open_files_limit"},
      {"Deadlocked", End(Deadlocked{}), Word::kTimeLimitExceeded, "deadlock"},
      {"AbortOutOfMemory", Reach(Limit::kMemory, Signaled{SIGABRT}),
       Word::kMemoryLimitExceeded, "memory_limit"},
      {"CrashOutOfMemory", Reach(Limit::kMemory, Signaled{SIGSEGV}),
       Word::kMemoryLimitExceeded, "memory_limit"},
      {"AbortWithoutThreads", Reach(Limit::kProcesses, Signaled{SIGABRT}),
       Word::kRunTimeError, "process_limit"},
      {"DivisionByZeroIsNoLimit", Reach(Limit::kMemory, Signaled{SIGFPE}),
       Word::kRunTimeError, "signal:SIGFPE"},
      {"Crash", End(Signaled{SIGSEGV}), Word::kRunTimeError, "signal:SIGSEGV"},
      {"Violation",
       [](JudgedRun& run) { run.observation.trace.violation = "unknown"; },
       Word::kJudgeError, "trace"},
      {"DriverFails", FailDriver({Exited{2}, false}), Word::kJudgeError,
       "driver_failed"},
      {"DriverCrashes", FailDriver({Signaled{SIGSEGV}, false}),
       Word::kJudgeError, "driver_failed"},
      {"ExceptionOutOfMemory",
       [](JudgedRun& run) {
         run.observation.trace.error = "std::bad_alloc";
         run.observation.limits_reached = {Limit::kMemory};
       },
       Word::kMemoryLimitExceeded, "memory_limit"},
      {"HeapOfJavaFull",
       [](JudgedRun& run) {
         run.Fail(CheckKind::kExitCode);
         run.observation.err.head =
             "Exception in thread \"main\" java.lang.OutOfMemoryError: Java "
             "heap space\n";
       },
       Word::kMemoryLimitExceeded, "memory_limit"},
      {"HeapOfMonoFull",
       [](JudgedRun& run) {
         run.Fail(CheckKind::kExitCode);
         run.observation.err.head =
             "System.OutOfMemoryException: Insufficient memory to continue.\n"
             "  at (wrapper alloc) System.Object.AllocVector(intptr,intptr)\n";
       },
       Word::kMemoryLimitExceeded, "memory_limit"},
      {"BoundOfALibraryInMono",
       [](JudgedRun& run) {
         run.Fail(CheckKind::kExitCode);
         run.observation.err.head =
             "System.OutOfMemoryException: Insufficient memory to continue.\n"
             "  at System.Text.StringBuilder.Insert (System.Int32 index)\n";
       },
       Word::kRunTimeError, "exit_code"},
      {"ExitCodeOfWhoeverSpeaksOfIt",
       [](JudgedRun& run) {
         run.Fail(CheckKind::kExitCode);
         run.observation.err.head = "OutOfMemoryError is not what this is\n";
       },
       Word::kRunTimeError, "exit_code"},
      {"Exception",
       [](JudgedRun& run) { run.observation.trace.error = "oops"; },
       Word::kRunTimeError, "exception"},
      {"CutShortWithFailure", CutShort(1), Word::kRunTimeError, "exit_code"},
      {"CutShort", CutShort(0), Word::kRunTimeError, "exited_early"},
      {"ExitCode", Fail(CheckKind::kExitCode), Word::kRunTimeError,
       "exit_code"},
      {"Stdout", Fail(CheckKind::kStdout), Word::kWrongAnswer, "stdout"},
      {"Stderr", Fail(CheckKind::kStderr), Word::kWrongAnswer, "stderr"},
      {"File", Fail(CheckKind::kFile), Word::kWrongAnswer, "file"},
      {"Concurrency", Fail(CheckKind::kConcurrency), Word::kWrongAnswer,
       "concurrency"},
      {"SleptOutsideTheClock",
       [](JudgedRun& run) {
         run.observation.unaccounted_sleep = absl::Milliseconds(6);
       },
       Word::kWrongAnswer, "timing"},
      {"Timing", Fail(CheckKind::kTiming), Word::kWrongAnswer, "timing"},
      {"Trace", Fail(CheckKind::kTrace), Word::kWrongAnswer, "trace"},
      {"PartlyRight", Fail(CheckKind::kPartial), Word::kWrongAnswer, "partial"},
  };
}

TEST(VerdictTest, ARunWithoutFaultIsAccepted) {
  EXPECT_EQ(JudgedRun().Judged(), (Verdict{VerdictWord::kAccepted, "", ""}));
}

class OneChangeTest : public ::testing::TestWithParam<Change> {};

TEST_P(OneChangeTest, Decides) {
  JudgedRun run;
  GetParam().apply(run);
  const Verdict verdict = run.Judged();
  EXPECT_EQ(VerdictName(verdict.word), VerdictName(GetParam().word));
  EXPECT_EQ(verdict.reason, GetParam().reason);
  EXPECT_FALSE(verdict.message.empty());
}

INSTANTIATE_TEST_SUITE_P(All, OneChangeTest, ::testing::ValuesIn(Changes()),
                         [](const auto& one) { return one.param.name; });

// Of two faults the first of these decides. Both come from the table above.
struct Precedence {
  std::string first;
  std::string second;
};

void PrintTo(const Precedence& one, std::ostream* out) {
  *out << one.first << " over " << one.second;
}

class PrecedenceTest : public ::testing::TestWithParam<Precedence> {};

TEST_P(PrecedenceTest, FirstOutranksSecond) {
  JudgedRun run;
  Change winner;
  // The second is applied first: one run has one end, and the winner's stays.
  for (const std::string& name : {GetParam().second, GetParam().first}) {
    bool found = false;
    for (const Change& change : Changes()) {
      if (change.name != name) continue;
      change.apply(run);
      winner = change;
      found = true;
    }
    ASSERT_TRUE(found) << name;
  }
  EXPECT_EQ(VerdictName(run.Judged().word), VerdictName(winner.word));
  EXPECT_EQ(run.Judged().reason, winner.reason);
}

const Precedence kNeighbours[] = {
    {"CheckerFails", "KilledForMemory"},
    {"CheckerFails", "Violation"},
    {"Violation", "KilledForElapsed"},
    {"Violation", "DriverFails"},
    {"DriverFails", "Deadlocked"},
    {"DriverFails", "KilledForElapsed"},
    {"DriverFails", "CutShort"},
    {"DriverFails", "Stdout"},
    {"Exception", "KilledForElapsed"},
    {"Exception", "KilledForWall"},
    {"Exception", "Deadlocked"},
    {"KilledForCpu", "Exception"},
    {"KilledForMemory", "Exception"},
    {"KilledForOutput", "Stdout"},
    {"KilledForElapsed", "Stdout"},
    {"KilledForElapsed", "CutShort"},
    {"Violation", "Deadlocked"},
    {"Deadlocked", "CutShort"},
    {"Violation", "AbortOutOfMemory"},
    {"Violation", "Crash"},
    {"Crash", "CutShort"},
    {"Violation", "ExceptionOutOfMemory"},
    {"Violation", "Exception"},
    {"Violation", "CutShort"},
    {"ExceptionOutOfMemory", "CutShortWithFailure"},
    {"Exception", "CutShortWithFailure"},
    {"CutShortWithFailure", "ExitCode"},
    {"CutShort", "ExitCode"},
    {"CutShort", "Stdout"},
    {"ExitCode", "Stdout"},
    {"Stdout", "Stderr"},
    {"Stderr", "File"},
    {"File", "Concurrency"},
    {"Concurrency", "SleptOutsideTheClock"},
    {"Concurrency", "Timing"},
    {"SleptOutsideTheClock", "Timing"},
    {"Timing", "Trace"},
};

INSTANTIATE_TEST_SUITE_P(All, PrecedenceTest, ::testing::ValuesIn(kNeighbours),
                         [](const auto& one) {
                           return one.param.first + "Over" + one.param.second;
                         });

TEST(VerdictTest, WhatTheSubmissionMayHaveDoneToTheDriverIsNotTheAuthors) {
  const auto failed = [](DriverFailure failure) {
    JudgedRun run;
    FailDriver(failure)(run);
    return run;
  };
  // A signal that it could have sent.
  JudgedRun run = failed({Signaled{SIGSEGV}, true});
  EXPECT_EQ(run.Judged().reason, "exited_early");
  // A limit that it reached and that the driver ran into.
  run = failed({Signaled{SIGABRT}, false});
  run.observation.limits_reached = {Limit::kProcesses};
  EXPECT_EQ(run.Judged().reason, "exited_early");
  run.observation.limits_reached.clear();
  run.observation.termination = Killed{Limit::kMemory};
  EXPECT_EQ(run.Judged().reason, "memory_limit");
  // An end of its own before the driver's.
  run.observation.termination = Signaled{SIGSEGV};
  EXPECT_EQ(run.Judged().reason, "signal:SIGSEGV");
  run.observation.termination = Exited{3};
  EXPECT_EQ(run.Judged().reason, "exit_code");
}

TEST(VerdictTest, AnExceptionOrTheEndMarkIsTheDriversLastWord) {
  JudgedRun run;
  FailDriver({Exited{1}, false})(run);
  run.observation.trace.error = "oops";
  EXPECT_EQ(run.Judged().reason, "exception");
  run.observation.trace.error.reset();
  run.observation.trace.done = true;
  EXPECT_EQ(run.Judged().word, VerdictWord::kAccepted);
}

TEST(VerdictTest, OnlyATracedCaseMustReachTheEndMark) {
  JudgedRun run;
  run.driven = false;
  run.observation.trace.done = false;
  EXPECT_EQ(run.Judged().word, VerdictWord::kAccepted);
}

TEST(VerdictTest, ACheckerThatRejectsIsNoJudgeError) {
  JudgedRun run;
  run.observation.checker_end = Exited{43};
  run.Fail(CheckKind::kStdout);
  EXPECT_EQ(run.Judged().reason, "stdout");
}

TEST(VerdictTest, WhoWasRejectedIsNotChargedWithItsEnd) {
  JudgedRun run;
  run.driven = false;
  run.Fail(CheckKind::kStdout);
  run.observation.termination = Signaled{SIGSEGV};
  run.observation.checker_end = Exited{kCheckerRejects};
  run.observation.interaction.emplace().end = Exited{kCheckerRejects};
  EXPECT_EQ(run.Judged().word, VerdictWord::kWrongAnswer);
  // It had left before.
  run.observation.interaction->told_of_end = true;
  EXPECT_EQ(run.Judged().word, VerdictWord::kRunTimeError);
}

TEST(VerdictTest, WhoCrashesAfterItWasAcceptedHasCrashed) {
  JudgedRun run;
  run.driven = false;
  run.observation.termination = Signaled{SIGSEGV};
  run.observation.checker_end = Exited{kCheckerAccepts};
  run.observation.interaction.emplace().end = Exited{kCheckerAccepts};
  EXPECT_EQ(run.Judged().word, VerdictWord::kRunTimeError);
}

TEST(VerdictTest, TwoThatWaitForEachOtherAreADeadlock) {
  JudgedRun run;
  run.driven = false;
  run.observation.termination = Deadlocked{};
  run.observation.interaction.emplace();
  EXPECT_EQ(run.Judged().reason, "deadlock");
  EXPECT_THAT(run.Judged().message, HasSubstr("each wait for the other"));
  run.observation.interaction->end = Exited{kCheckerAccepts};
  EXPECT_THAT(run.Judged().message, Not(HasSubstr("each wait")));
}

TEST(VerdictTest, AFailedExitOutOfMemoryIsAMemoryLimit) {
  JudgedRun run;
  run.driven = false;
  run.observation.limits_reached = {Limit::kMemory};
  EXPECT_EQ(run.Judged().word, VerdictWord::kAccepted);
  run.Fail(CheckKind::kExitCode);
  EXPECT_EQ(run.Judged().word, VerdictWord::kMemoryLimitExceeded);
}

TEST(VerdictTest, AFullStackIsNamed) {
  JudgedRun run;
  run.observation.termination = Signaled{SIGSEGV};
  run.limits.stack_bytes = 16 * kMiB;
  run.observation.peak_memory_bytes = 15 * kMiB;
  EXPECT_THAT(run.Judged().message, Not(HasSubstr("stack")));
  run.observation.peak_memory_bytes = 17 * kMiB;
  EXPECT_THAT(run.Judged().message,
              HasSubstr("its stack seems to be full, all 16 MiB of it"));
  EXPECT_EQ(run.Judged().reason, "signal:SIGSEGV");
  run.limits.stack_bytes = kMiB;
  EXPECT_THAT(run.Judged().message, Not(HasSubstr("stack")));
}

TEST(VerdictTest, WhatASanitizerFoundIsSaidInItsWords) {
  JudgedRun run;
  run.observation.termination = Exited{86};
  run.observation.err.head =
      "src/a.cpp:7:3: runtime error: signed integer overflow: 2 + 2\n";
  run.Fail(CheckKind::kExitCode);
  const Verdict verdict = run.Judged();
  EXPECT_EQ(verdict.word, VerdictWord::kRunTimeError);
  EXPECT_EQ(verdict.reason, "sanitizer");
  EXPECT_EQ(verdict.message,
            "undefined-behavior: signed integer overflow: 2 + 2");
  EXPECT_EQ(verdict.place, (CodePlace{"a.cpp", 7}));
  // With another exit status it was printed by the program.
  run.observation.termination = Exited{1};
  EXPECT_EQ(run.Judged().reason, "exit_code");
  run.observation.termination = Exited{86};
  run.observation.err.head = "nothing\n";
  EXPECT_EQ(run.Judged().reason, "exit_code");
}

TEST(VerdictTest, SleepOutsideTheClockMattersOnlyToTiming) {
  JudgedRun run;
  run.observation.unaccounted_sleep = absl::Milliseconds(5);
  EXPECT_EQ(run.Judged().word, VerdictWord::kAccepted);
  run.observation.unaccounted_sleep = absl::Seconds(1);
  EXPECT_THAT(run.Judged().message, HasSubstr("slept for 1 s outside"));
  run.observation.clock = ClockKind::kReal;
  EXPECT_EQ(run.Judged().word, VerdictWord::kAccepted);
  run.observation.clock = ClockKind::kVirtual;
  run.checks.clear();
  EXPECT_EQ(run.Judged().word, VerdictWord::kAccepted);
}

TEST(VerdictTest, PartlyRightIsNotAccepted) {
  JudgedRun run;
  run.Fail(CheckKind::kPartial);
  EXPECT_EQ(run.Judged().word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(run.Judged().reason, "partial");
  run.Fail(CheckKind::kTrace);
  EXPECT_EQ(run.Judged().reason, "trace");
}

TEST(VerdictNameTest, NamesAreTheStandardOnes) {
  EXPECT_EQ(VerdictName(VerdictWord::kAccepted), "accepted");
  EXPECT_EQ(VerdictName(VerdictWord::kWrongAnswer), "wrong_answer");
  EXPECT_EQ(VerdictName(VerdictWord::kTimeLimitExceeded),
            "time_limit_exceeded");
  EXPECT_EQ(VerdictName(VerdictWord::kMemoryLimitExceeded),
            "memory_limit_exceeded");
  EXPECT_EQ(VerdictName(VerdictWord::kOutputLimitExceeded),
            "output_limit_exceeded");
  EXPECT_EQ(VerdictName(VerdictWord::kRunTimeError), "run_time_error");
  EXPECT_EQ(VerdictName(VerdictWord::kCompileError), "compile_error");
  EXPECT_EQ(VerdictName(VerdictWord::kJudgeError), "judge_error");
}

}  // namespace
}  // namespace grader

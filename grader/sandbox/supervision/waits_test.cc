// Each way of waiting, as one tiny program, against the time that it ideally
// takes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/sandbox/supervision/supervise.h"
#include "grader/sandbox/supervision/test_starter.h"

namespace grader::sandbox {
namespace {

// Waiting is exact, but what a program computes beside it takes what the
// machine takes: runs it up to three times, until its span is at most `enough`
// milliseconds.
Outcome RunAtItsBest(const std::vector<std::string>& command, double enough) {
  constexpr int kTries = 3;
  Outcome outcome = RunOrDie(command, ClockKind::kVirtual);
  for (int i = 1; i < kTries &&
                  outcome.observation.termination == Termination(Exited{0}) &&
                  absl::ToDoubleMilliseconds(SpanOf(outcome)) > enough;
       ++i) {
    outcome = RunOrDie(command, ClockKind::kVirtual);
  }
  return outcome;
}

struct Ideal {
  std::string name;
  int milliseconds;
};

class WaitTest : public testing::TestWithParam<Ideal> {};

TEST_P(WaitTest, TakesItsIdealTime) {
  const int files = CountOpenFiles();
  const double ideal = GetParam().milliseconds;
  const double tolerance = 1 + ideal / 100;
  const Outcome outcome =
      RunAtItsBest({Testcase(GetParam().name)}, ideal + tolerance);
  const Observation& facts = outcome.observation;
  if (facts.termination == Termination(Exited{77})) {
    GTEST_SKIP() << "not offered by this machine";
  }
  ASSERT_EQ(Describe(facts.termination), "exit 0") << facts.err.head;
  const double elapsed = absl::ToDoubleMilliseconds(SpanOf(outcome));
  EXPECT_NEAR(elapsed, ideal, tolerance);
  EXPECT_EQ(facts.unaccounted_sleep, absl::ZeroDuration());
  EXPECT_EQ(CountOpenFiles(), files);
  RecordProperty("elapsed_us", static_cast<int>(1000 * elapsed));
  RecordProperty("real_us",
                 static_cast<int>(absl::ToInt64Microseconds(facts.wall_time)));
}

INSTANTIATE_TEST_SUITE_P(
    All, WaitTest,
    testing::Values(
        Ideal{"nanosleep", 100}, Ideal{"clock_nanosleep_relative", 100},
        Ideal{"clock_nanosleep_absolute", 100}, Ideal{"epoll_wait", 100},
        Ideal{"epoll_pwait2", 100}, Ideal{"poll", 100}, Ideal{"ppoll", 100},
        Ideal{"select", 100}, Ideal{"pselect", 100},
        Ideal{"timerfd_one_shot", 100}, Ideal{"timerfd_absolute", 100},
        Ideal{"timerfd_periodic", 100}, Ideal{"alarm", 1000},
        Ideal{"alarm_ends_sleep", 1000}, Ideal{"setitimer", 100},
        Ideal{"timer_create", 100}, Ideal{"timer_create_thread", 100},
        Ideal{"cond_var_wait_for", 100}, Ideal{"cond_var_notified", 100},
        Ideal{"timed_mutex", 100}, Ideal{"timed_mutex_released", 100},
        Ideal{"semaphore_try_acquire_for", 100}, Ideal{"future_wait_for", 100},
        Ideal{"atomic_wait", 100}, Ideal{"futex_with_timeout", 100},
        Ideal{"futex_without_timeout", 100}, Ideal{"sem_timedwait", 100},
        Ideal{"mq_timedreceive", 100}, Ideal{"rt_sigtimedwait", 100},
        Ideal{"signal_ends_wait", 100},
        Ideal{"ignored_signal_does_not_end_sleep", 100},
        Ideal{"asio_timer", 100}, Ideal{"asio_pool", 100},
        Ideal{"sleep_in_child", 100}, Ideal{"vfork_child_that_sleeps", 100},
        Ideal{"sleep_in_daemon", 100}, Ideal{"pipe_between_sleepers", 100},
        Ideal{"stopped_child", 100}, Ideal{"kills_waiting_child", 100},
        Ideal{"spin_on_clock", 100}, Ideal{"two_loops_on_one_epoll", 100}),
    [](const auto& test) { return test.param.name; });

struct Script {
  std::string name;
  std::vector<std::string> command;  // {} is the folder of the testcases
  int milliseconds;
};

class RuntimeTest : public testing::TestWithParam<Script> {};

TEST_P(RuntimeTest, WaitTakesItsIdealTime) {
  const Script& script = GetParam();
  std::vector<std::string> command;
  for (const std::string& word : script.command) {
    command.push_back(absl::StrReplaceAll(
        word, {{"{}", GRADER_SOURCE_DIR "/grader/sandbox/testcases/clock"}}));
  }
  if (access(command[0].c_str(), X_OK) != 0) {
    GTEST_SKIP() << command[0] << " is not installed";
  }
  const double enough = script.milliseconds + 5;
  const Outcome outcome = RunAtItsBest(command, enough);
  EXPECT_EQ(Describe(outcome.observation.termination), "exit 0")
      << outcome.observation.err.head;
  const double elapsed = absl::ToDoubleMilliseconds(SpanOf(outcome));
  EXPECT_GE(elapsed, script.milliseconds - 1);  // Node counts whole ones
  EXPECT_LE(elapsed, enough);
}

INSTANTIATE_TEST_SUITE_P(
    All, RuntimeTest,
    testing::Values(
        Script{"asyncio", {"/usr/bin/python3", "{}/asyncio_sleep.py"}, 100},
        Script{"threading", {"/usr/bin/python3", "{}/threading_wait.py"}, 100},
        Script{"time_sleep", {"/usr/bin/python3", "{}/time_sleep.py"}, 100},
        Script{"node", {"/usr/bin/node", "{}/set_timeout.js"}, 100},
        Script{"java",
               {"/usr/bin/java", "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", "{}/ThreadSleep.java"},
               100}),
    [](const auto& test) { return test.param.name; });

TEST(CompiledRuntimeTest, RustWaitTakesItsIdealTime) {
  constexpr char kCompiler[] = "/usr/bin/rustc";
  if (access(kCompiler, X_OK) != 0) {
    GTEST_SKIP() << kCompiler << " is not installed";
  }
  const std::string program =
      absl::StrCat(testing::TempDir(), "/thread_sleep-", getpid());
  const std::string command = absl::StrCat(
      kCompiler,
      " " GRADER_SOURCE_DIR "/grader/sandbox/testcases/clock/thread_sleep.rs",
      " -o ", program);
  ASSERT_EQ(std::system(command.c_str()), 0);
  const Outcome outcome = RunAtItsBest({program}, 102);
  EXPECT_EQ(Describe(outcome.observation.termination), "exit 0");
  EXPECT_NEAR(absl::ToDoubleMilliseconds(SpanOf(outcome)), 100, 2);
  std::remove(program.c_str());
}

TEST(RuntimeDeadlockTest, PythonDeadlockIsNamed) {
  if (access("/usr/bin/python3", X_OK) != 0) GTEST_SKIP() << "no Python";
  const Observation facts =
      RunOrDie({"/usr/bin/python3",
                std::string(GRADER_SOURCE_DIR) +
                    "/grader/sandbox/testcases/clock/asyncio_deadlock.py"},
               ClockKind::kVirtual)
          .observation;
  EXPECT_EQ(Describe(facts.termination), "deadlock") << facts.err.head;
}

}  // namespace
}  // namespace grader::sandbox

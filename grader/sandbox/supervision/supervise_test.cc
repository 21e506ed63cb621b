#include "grader/sandbox/supervision/supervise.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/sandbox/supervision/test_starter.h"

namespace grader::sandbox {
namespace {

// What programs used that have ended by now, in milliseconds.
double UsedByPrograms() {
  rusage usage;
  EXPECT_EQ(getrusage(RUSAGE_CHILDREN, &usage), 0);
  return absl::ToDoubleMilliseconds(absl::DurationFromTimeval(usage.ru_utime) +
                                    absl::DurationFromTimeval(usage.ru_stime));
}

// Of a program that used that much, and would end at `ideal` if starting and
// computing took no time. How much it used is the machine's: the bound parts it
// from time that is counted twice.
void ExpectEnd(double elapsed, double ideal, double used) {
  constexpr double kRounding = 1;
  EXPECT_GE(elapsed, ideal);
  EXPECT_LE(elapsed, ideal + used + kRounding);
}

TEST(SuperviseTest, TimeInOtherProgramsCounts) {
  const struct {
    std::string name;
    double ideal;
  } cases[] = {{"sleep_in_vfork_child", 100},
               {"fork_in_thread", 100},
               {"exec_in_thread", 100},
               {"thousand_sleeps", 1000}};
  for (const auto& [name, ideal] : cases) {
    SCOPED_TRACE(name);
    const double used_before = UsedByPrograms();
    const Outcome outcome = RunOrDie({Testcase(name)}, ClockKind::kVirtual);
    EXPECT_EQ(Describe(outcome.observation.termination), "exit 0");
    ExpectEnd(absl::ToDoubleMilliseconds(SpanOf(outcome)), ideal,
              UsedByPrograms() - used_before);
  }
}

TEST(SuperviseTest, ThreadsComputeSideBySide) {
  const Outcome outcome =
      RunOrDie({Testcase("two_threads_compute")}, ClockKind::kVirtual);
  EXPECT_EQ(Describe(outcome.observation.termination), "exit 0");
  const double elapsed = absl::ToDoubleMilliseconds(SpanOf(outcome));
  EXPECT_GE(elapsed, 50);
  EXPECT_LT(elapsed, 100) << "one after the other";
}

TEST(SuperviseTest, DeadlocksAreNamed) {
  const struct {
    std::string name;
    double elapsed;
  } cases[] = {{"two_mutexes", 10},
               {"join_of_waiter", 0},
               {"asio_deadlock", 50},
               {"asio_deadlock_of_two", 70}};
  for (const auto& [name, elapsed] : cases) {
    SCOPED_TRACE(name);
    const double used_before = UsedByPrograms();
    const Observation facts =
        RunOrDie({Testcase(name)}, ClockKind::kVirtual).observation;
    EXPECT_EQ(Describe(facts.termination), "deadlock");
    ExpectEnd(absl::ToDoubleMilliseconds(facts.elapsed), elapsed,
              UsedByPrograms() - used_before);
  }
}

TEST(SuperviseTest, LimitsAreNamed) {
  const struct {
    std::string name;
    Limit limit;
  } cases[] = {{"sleep_for_an_hour", Limit::kElapsed},
               {"asio_timer_for_an_hour", Limit::kElapsed},
               {"asio_timer_beside_idle_loop", Limit::kElapsed},
               {"compute_for_ever", Limit::kCpu},
               {"flood", Limit::kOutput},
               {"trace_flood", Limit::kOutput},
               {"fork_bomb", Limit::kProcesses}};
  for (const auto& [name, limit] : cases) {
    SCOPED_TRACE(name);
    Limits limits = TestLimits();
    if (limit == Limit::kCpu) limits.cpu = absl::Milliseconds(300);
    const Outcome outcome =
        RunOrDie({Testcase(name)}, ClockKind::kVirtual, limits);
    const Observation& facts = outcome.observation;
    EXPECT_EQ(Describe(facts.termination), Describe(Killed{limit}));
    if (limit == Limit::kElapsed) {
      EXPECT_EQ(facts.elapsed, limits.elapsed);
    }
    for (const TracePacket& packet : outcome.packets) {
      EXPECT_NE(packet.text, "end");
    }
  }
}

// The only core there is, with others that want it, too.
class BusyCore {
 public:
  BusyCore() {
    EXPECT_EQ(sched_getaffinity(0, sizeof(all_), &all_), 0);
    cpu_set_t one;
    CPU_ZERO(&one);
    for (int core = 0; CPU_COUNT(&one) == 0; ++core) {
      if (CPU_ISSET(core, &all_)) CPU_SET(core, &one);
    }
    EXPECT_EQ(sched_setaffinity(0, sizeof(one), &one), 0);
    for (int i = 0; i < 3; ++i) {
      others_.emplace_back([this] {
        while (!stop_) {
        }
      });
    }
  }
  ~BusyCore() {
    stop_ = true;
    for (std::thread& other : others_) other.join();
    sched_setaffinity(0, sizeof(all_), &all_);
  }

 private:
  cpu_set_t all_;
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> others_;
};

// A limit of processor time that takes more real time than is allowed, if
// waiting for a core counted.
TEST(SuperviseTest, WaitingForACoreIsNoPartOfTheWallLimit) {
  Limits limits = TestLimits();
  limits.cpu = absl::Milliseconds(200);
  limits.wall = absl::Milliseconds(300);
  for (const ClockKind clock : {ClockKind::kReal, ClockKind::kVirtual}) {
    const BusyCore busy;
    const Observation facts =
        RunOrDie({Testcase("compute_for_ever")}, clock, limits).observation;
    EXPECT_GT(facts.wall_time, limits.wall);
    // A machine with other load besides may reach the last limit of all.
    if (facts.wall_time > kMostWall * limits.wall) continue;
    EXPECT_EQ(Describe(facts.termination), Describe(Killed{Limit::kCpu}));
    EXPECT_GT(facts.run_queue_delay, facts.wall_time / 4);
  }
}

// It is not the machine that makes them wait.
TEST(SuperviseTest, ThreadsThatWaitForEachOtherLoseNoRealTime) {
  Limits limits = TestLimits();
  limits.wall = absl::Milliseconds(500);
  for (const ClockKind clock : {ClockKind::kReal, ClockKind::kVirtual}) {
    const Observation facts =
        RunOrDie({Testcase("sixteen_compute_for_ever")}, clock, limits)
            .observation;
    EXPECT_EQ(Describe(facts.termination), Describe(Killed{Limit::kWall}));
    const double cores = std::thread::hardware_concurrency();
    // Figures of running threads may be a tick late, and starting them all
    // takes a while.
    EXPECT_LE(facts.run_queue_delay, facts.wall_time -
                                         0.9 * facts.cpu_time / cores +
                                         absl::Milliseconds(50));
  }
}

// Held in as many descriptors as a run can have open, and then in fewer.
TEST(SuperviseTest, WaitsForMoreThanCanBeWatchedAreALimit) {
  const Outcome watched =
      RunOrDie({Testcase("polls_often")}, ClockKind::kVirtual);
  EXPECT_EQ(Describe(watched.observation.termination), "exit 0");
  EXPECT_GE(SpanOf(watched), absl::Milliseconds(200));
  const pid_t child = fork();
  if (child == 0) {
    const rlimit few = {600, 600};
    setrlimit(RLIMIT_NOFILE, &few);
    // Twenty times twenty are too many beside the descriptors in use here.
    std::vector<int> in_use;
    for (int i = 0; i < 400; ++i) in_use.push_back(dup(2));
    const Outcome outcome =
        RunOrDie({Testcase("polls_often")}, ClockKind::kVirtual);
    _exit(outcome.observation.termination ==
                  Termination(Killed{Limit::kOpenFiles})
              ? 0
              : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

// What takes real time without anybody's computing is no sleep on the clock.
TEST(SuperviseTest, WaitingInTheKernelTakesTime) {
  const Outcome outcome =
      RunOrDie({Testcase("waits_in_the_kernel")}, ClockKind::kVirtual);
  EXPECT_EQ(Describe(outcome.observation.termination), "exit 0");
  EXPECT_GE(SpanOf(outcome), absl::Milliseconds(100));
}

TEST(SuperviseTest, FloodKeepsHeadAndTail) {
  Limits limits = TestLimits();
  limits.output_bytes = 100;
  const Observation facts =
      RunOrDie({Testcase("flood")}, ClockKind::kReal, limits).observation;
  EXPECT_EQ(facts.termination, Termination(Killed{Limit::kOutput}));
  EXPECT_EQ(facts.out.head.size(), 50u);
  EXPECT_EQ(facts.out.tail.size(), 50u);
  EXPECT_GT(facts.out.omitted, 0);
}

TEST(SuperviseTest, OutputAndStatusAreTheSameUnderBothClocks) {
  for (const ClockKind clock : {ClockKind::kReal, ClockKind::kVirtual}) {
    const Observation facts =
        RunOrDie({Testcase("prints_at_exit")}, clock).observation;
    EXPECT_EQ(facts.termination, Termination(Exited{7}));
    EXPECT_EQ(facts.out.Joined(), "out\n");
    EXPECT_EQ(facts.err.Joined(), "err\n");
    EXPECT_EQ(facts.clock, clock);
    EXPECT_GE(facts.elapsed, absl::Milliseconds(100));
  }
}

TEST(SuperviseTest, TraceIsStampedOnTheRealClockToo) {
  const Outcome outcome = RunOrDie({Testcase("nanosleep")}, ClockKind::kReal);
  // A busy machine may stamp the beginning late.
  EXPECT_GT(SpanOf(outcome), absl::ZeroDuration());
  EXPECT_GE(outcome.observation.wall_time, absl::Milliseconds(100));
  EXPECT_LT(outcome.observation.elapsed, outcome.observation.wall_time);
}

TEST(SuperviseTest, ElapsedLimitHoldsOnTheRealClock) {
  Limits limits = TestLimits();
  limits.elapsed = absl::Milliseconds(50);
  const Observation facts =
      RunOrDie({Testcase("sleep_for_an_hour")}, ClockKind::kReal, limits)
          .observation;
  EXPECT_EQ(facts.termination, Termination(Killed{Limit::kElapsed}));
}

TEST(SuperviseTest, BlockingSleepOfAnEventLoopIsNoted) {
  const Outcome outcome =
      RunOrDie({Testcase("asio_blocking_sleep")}, ClockKind::kVirtual);
  const auto& sleeps = outcome.observation.blocking_sleeps;
  ASSERT_EQ(sleeps.size(), 1u);
  EXPECT_NEAR(absl::ToDoubleMilliseconds(sleeps[0].end - sleeps[0].begin), 30,
              5);
  EXPECT_THAT(RunOrDie({Testcase("asio_timer")}, ClockKind::kVirtual)
                  .observation.blocking_sleeps,
              testing::IsEmpty());
}

TEST(SuperviseTest, RealSleepThatSlipsPastIsNoted) {
  const Observation facts =
      RunOrDie({Testcase("real_sleep")}, ClockKind::kVirtual).observation;
  EXPECT_EQ(Describe(facts.termination), "exit 0");
  EXPECT_GE(facts.unaccounted_sleep, absl::Milliseconds(30));
}

std::vector<std::string> Explained(const std::string& testcase, bool wanted) {
  StartedProgram program =
      StartProgram({Testcase(testcase)}, ClockKind::kVirtual);
  const auto outcome =
      Supervise(std::move(program.process), TestLimits(), ClockKind::kVirtual,
                program.containment, wanted);
  EXPECT_TRUE(outcome.ok()) << outcome.status();
  return outcome.ok() ? outcome->observation.clock_decisions
                      : std::vector<std::string>();
}

TEST(SuperviseTest, ClockTellsWhatItDecidesIfAsked) {
  EXPECT_THAT(Explained("nanosleep", false), testing::IsEmpty());
  const auto slept = Explained("nanosleep", true);
  ASSERT_FALSE(slept.empty());
  EXPECT_EQ(slept.front(), "    0.000 ms  task 1 starts its program");
  const std::string all = absl::StrJoin(slept, "\n");
  EXPECT_THAT(all,
              testing::ContainsRegex(
                  "task 1's clock_nanosleep is held until [0-9.]+ ms\n"
                  " *[0-9.]+ ms  all sleep at [0-9.]+ ms: on to where task 1's "
                  "clock_nanosleep is due\n"
                  " *[0-9.]+ ms  task 1's clock_nanosleep ends: it is due\n"));
  EXPECT_THAT(all, testing::EndsWith("  task 1 ends"));
}

TEST(SuperviseTest, ClockTellsOfTimersAndDeadlocks) {
  const std::string timer =
      absl::StrJoin(Explained("timerfd_one_shot", true), "\n");
  EXPECT_THAT(timer,
              testing::ContainsRegex(
                  "the timerfd [0-9]+ of task 1 is armed for [0-9.]+ ms\n"));
  EXPECT_THAT(timer, testing::ContainsRegex(
                         "on to where the timerfd [0-9]+ of task 1 is due\n"
                         ".*the timerfd [0-9]+ of task 1 goes off\n"));
  EXPECT_THAT(absl::StrJoin(Explained("asio_deadlock", true), "\n"),
              testing::HasSubstr("the run is stopped: all sleep"));
}

TEST(SuperviseTest, ReadingTheClockIsAnswered) {
  const Outcome outcome =
      RunOrDie({Testcase("reads_clock")}, ClockKind::kVirtual);
  EXPECT_EQ(Describe(outcome.observation.termination), "exit 0");
}

TEST(SuperviseTest, DescriptorThatIsNoLongerTheTraceIsLeftAlone) {
  EXPECT_EQ(
      Describe(RunOrDie({Testcase("reuses_descriptor_3")}, ClockKind::kVirtual)
                   .observation.termination),
      "exit 0");
}

TEST(SuperviseTest, CallsThatWouldEscapeAreNotThere) {
  EXPECT_EQ(Describe(RunOrDie({Testcase("old_calls")}, ClockKind::kVirtual)
                         .observation.termination),
            "exit 0");
}

TEST(SuperviseTest, ProgramThatCannotBeExecutedIsAnError) {
  for (const ClockKind clock : {ClockKind::kReal, ClockKind::kVirtual}) {
    StartedProgram program = StartProgram({"/nonexistent"}, clock);
    const auto outcome = Supervise(std::move(program.process), TestLimits(),
                                   clock, program.containment);
    EXPECT_EQ(outcome.status().code(), absl::StatusCode::kNotFound)
        << outcome.status();
  }
}

}  // namespace
}  // namespace grader::sandbox

#include "grader/execute/build_steps.h"

#include <signal.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/testing/fake_runner.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

Observation Ended(Termination termination, const std::string& said = "") {
  Observation observation;
  observation.termination = termination;
  observation.err.head = said;
  return observation;
}

class BuildStepsTest : public ::testing::Test {
 protected:
  BuildStepsTest() {
    // What any machine has.
    Limits& limits = submission_.language.build_limits;
    limits.memory_bytes = 16 * kMiB;
    limits.disk_bytes = kMiB;
    limits.files = 1;
    limits.processes = 1;
    submission_.sources = {{"a.cpp", "int main() {}\n"}};
  }

  absl::StatusOr<StepResult> Run() {
    if (!steps_) steps_.emplace(submission_, folder_.path(), runner_);
    return steps_->Run({});
  }

  // Asks for more than any machine has.
  void TakeRoomAway() {
    submission_.language.build_limits.disk_bytes = std::int64_t{1} << 60;
  }

  TemporaryFolder folder_;
  Submission submission_;
  FakeRunner runner_;
  std::optional<BuildSteps> steps_;
};

constexpr char kNoRoom[] = "cannot write a.o: No space left on device\n";

TEST_F(BuildStepsTest, WhatACompilerFindsIsTheSubmissions) {
  runner_.Answer(Ended(Exited{1}, "a.cpp:1:1: error: no\n"));
  const auto result = Run();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_FALSE(result->ok);
  EXPECT_FALSE(result->unsure);
  EXPECT_EQ(result->output, "a.cpp:1:1: error: no\n");
  EXPECT_EQ(runner_.commands.size(), 1u);
}

TEST_F(BuildStepsTest, WantOfRoomThatIsThereIsTheMachines) {
  TakeRoomAway();
  runner_.Answer(Ended(Exited{1}, kNoRoom));
  const auto result = Run();
  EXPECT_EQ(result.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(result.status().message()), HasSubstr("TMPDIR"));
}

TEST_F(BuildStepsTest, WordsOfTheSourceAreNoShortage) {
  TakeRoomAway();
  submission_.sources[0].content = kNoRoom;
  runner_.Answer(Ended(Exited{1}, kNoRoom));
  const auto result = Run();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_FALSE(result->ok);
}

TEST_F(BuildStepsTest, WhatMayHaveBeenShortForAMomentIsRunAgain) {
  runner_.Answer(Ended(Exited{1}, kNoRoom));
  runner_.Answer(Ended(Exited{0}));
  const auto result = Run();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_TRUE(result->ok);
}

TEST_F(BuildStepsTest, WhatStaysSoAlthoughNothingIsShortIsTheSubmissions) {
  runner_.Answer(Ended(Exited{1}, kNoRoom));
  runner_.Answer(Ended(Exited{1}, kNoRoom));
  const auto result = Run();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_FALSE(result->ok);
  EXPECT_TRUE(result->unsure) << "and is not kept";
}

TEST_F(BuildStepsTest, KillOutsideItsLimitsIsTheMachines) {
  runner_.Answer(Ended(Signaled{SIGKILL}));
  EXPECT_EQ(Run().status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(BuildStepsTest, CrashOfACompilerIsTheSubmissions) {
  runner_.Answer(Ended(Signaled{SIGSEGV}));
  const auto result = Run();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->signal, SIGSEGV);
}

TEST_F(BuildStepsTest, MemoryLimitIsTheSubmissionsIfItWasReached) {
  Observation full = Ended(Killed{Limit::kMemory});
  full.peak_memory_bytes = 16 * kMiB;
  runner_.Answer(full);
  auto result = Run();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->limit, Limit::kMemory);

  // Another group was full before it.
  TakeRoomAway();
  steps_.reset();
  full.peak_memory_bytes = 5 * kMiB;
  runner_.Answer(full);
  EXPECT_EQ(Run().status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(BuildStepsTest, ReachedLimitsAreNamed) {
  Observation refused = Ended(Exited{1}, "cannot fork\n");
  refused.limits_reached = {Limit::kProcesses};
  runner_.Answer(refused);
  const auto result = Run();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->limit, Limit::kProcesses);
}

TEST_F(BuildStepsTest, LimitsHoldForAllStepsTogether) {
  submission_.language.build_limits.cpu = absl::Seconds(40);
  submission_.language.build_limits.elapsed = absl::Seconds(60);
  Observation long_one = Ended(Exited{0});
  long_one.cpu_time = absl::Seconds(15);
  long_one.elapsed = absl::Seconds(25);
  long_one.run_queue_delay = absl::Seconds(10);
  for (int i = 0; i < 3; ++i) {
    runner_.Answer(long_one);
    const auto result = Run();
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_TRUE(result->ok);
    EXPECT_EQ(runner_.used_limits.back().cpu, absl::Seconds(40 - 15 * i));
    EXPECT_EQ(runner_.used_limits.back().elapsed, absl::Seconds(60 - 15 * i));
  }
  const auto result = Run();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_FALSE(result->ok);
  EXPECT_EQ(result->limit, Limit::kCpu);
  EXPECT_EQ(runner_.commands.size(), 3u) << "nothing was started";
}

TEST_F(BuildStepsTest, FilesOfAllStepsTogetherAreBounded) {
  submission_.language.build_limits.disk_bytes = 64 * kKiB;
  folder_.Write("a.o", std::string(60 * kKiB, 'x'));
  runner_.Answer(Ended(Exited{0}));
  EXPECT_TRUE(Run()->ok);
  folder_.Write("b/b.o", std::string(60 * kKiB, 'x'));
  runner_.Answer(Ended(Exited{0}));
  EXPECT_EQ(Run()->limit, Limit::kDisk);
}

}  // namespace
}  // namespace grader

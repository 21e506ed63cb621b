#include "grader/judge/noise.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

// A bound missed by 10 ms in a run that waited 30 ms for a core.
class NoiseTest : public ::testing::Test {
 protected:
  NoiseTest() {
    observation_.run_queue_delay = absl::Milliseconds(30);
    CheckResult late;
    late.kind = CheckKind::kTiming;
    late.excess = absl::Milliseconds(10);
    checks_ = {late};
  }

  Observation observation_;
  std::vector<CheckResult> checks_;
};

TEST_F(NoiseTest, ExplainsAMissSmallerThanTheWaitForACore) {
  EXPECT_TRUE(NoiseExplains(observation_, checks_));
}

TEST_F(NoiseTest, DoesNotExplainAMissLargerThanTheWaitForACore) {
  checks_[0].excess = absl::Milliseconds(31);
  EXPECT_FALSE(NoiseExplains(observation_, checks_));
}

TEST_F(NoiseTest, DoesNotExplainWhatEndedTooEarly) {
  checks_[0].excess = absl::ZeroDuration();
  EXPECT_FALSE(NoiseExplains(observation_, checks_));
}

TEST_F(NoiseTest, DoesNotExplainWrongOutput) {
  checks_.push_back({});
  checks_[1].kind = CheckKind::kStdout;
  EXPECT_FALSE(NoiseExplains(observation_, checks_));
}

TEST_F(NoiseTest, HasNothingToExplainWhenAllPassed) {
  checks_[0].passed = true;
  EXPECT_FALSE(NoiseExplains(observation_, checks_));
}

TEST_F(NoiseTest, IsNoWaitForACoreUnderTheVirtualClock) {
  observation_.clock = ClockKind::kVirtual;
  EXPECT_FALSE(NoiseExplains(observation_, checks_));
}

TEST_F(NoiseTest, ExplainsAMissSmallerThanWhatWasComputed) {
  observation_.clock = ClockKind::kVirtual;
  observation_.computed = absl::Milliseconds(11);
  EXPECT_TRUE(NoiseExplains(observation_, checks_));
  observation_.computed = absl::Milliseconds(9);
  EXPECT_FALSE(NoiseExplains(observation_, checks_));
}

TEST_F(NoiseTest, ExplainsNoAnswerHoweverLongItComputed) {
  observation_.clock = ClockKind::kVirtual;
  observation_.computed = absl::Seconds(10);
  for (const CheckKind kind :
       {CheckKind::kStdout, CheckKind::kStderr, CheckKind::kFile,
        CheckKind::kExitCode, CheckKind::kTrace}) {
    CheckResult wrong;
    wrong.kind = kind;
    EXPECT_FALSE(NoiseExplains(observation_, {wrong}));
    EXPECT_FALSE(NoiseExplains(observation_, {checks_[0], wrong}));
    EXPECT_FALSE(NoiseExplains(observation_, {wrong, checks_[0]}));
  }
}

TEST_F(NoiseTest, ExplainsTooFewAtOnceWhereComputingHeldThemApart) {
  checks_[0].kind = CheckKind::kConcurrency;
  EXPECT_FALSE(NoiseExplains(observation_, checks_));  // real clock
  observation_.clock = ClockKind::kVirtual;
  observation_.computed = absl::Milliseconds(11);
  EXPECT_TRUE(NoiseExplains(observation_, checks_));
  observation_.computed = absl::Milliseconds(9);
  EXPECT_FALSE(NoiseExplains(observation_, checks_));
}

TEST_F(NoiseTest, ExplainsALimitOfRealTimeThatWasSpentWaitingForACore) {
  observation_.clock = ClockKind::kVirtual;
  observation_.termination = Killed{Limit::kWall};
  observation_.wall_time = absl::Milliseconds(50);
  EXPECT_TRUE(NoiseExplains(observation_, {}));
  observation_.wall_time = absl::Milliseconds(70);
  EXPECT_FALSE(NoiseExplains(observation_, {}));
}

}  // namespace
}  // namespace grader

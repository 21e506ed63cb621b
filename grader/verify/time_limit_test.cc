#include "grader/verify/time_limit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::HasSubstr;

Report Took(absl::Duration elapsed, absl::Duration cpu) {
  Report report;
  report.cases.resize(3);
  report.cases[1].observation.elapsed = elapsed;
  report.cases[1].observation.cpu_time = cpu;
  report.cases[2].observation.elapsed = absl::Seconds(100);
  report.cases[2].skipped_for = "another";
  return report;
}

SubmissionRule Rule(std::vector<std::string> permitted,
                    std::vector<std::string> required) {
  SubmissionRule rule;
  rule.permitted = std::move(permitted);
  rule.required = std::move(required);
  return rule;
}

TEST(TimeLimitTest, SlowestCaseOfThoseThatTheirRuleTellsOfCounts) {
  SubmissionTimes times;
  times.Add(Took(absl::Seconds(9), absl::Seconds(9)), Rule({}, {"TLE", "RTE"}));
  times.Add(Report(), Rule({"AC"}, {}));
  EXPECT_FALSE(times.slowest_in_time || times.fastest_too_slow);
  times.Add(Took(absl::Seconds(2), absl::Seconds(1)), Rule({"AC"}, {}));
  times.Add(Took(absl::Seconds(1), absl::Seconds(3)), Rule({"AC", "WA"}, {}));
  times.Add(Took(absl::Seconds(8), absl::Seconds(1)),
            Rule({"AC", "TLE"}, {"TLE"}));
  SubmissionRule legacy;
  legacy.verdict = {"TLE"};
  times.Add(Took(absl::Seconds(7), absl::Seconds(1)), legacy);
  EXPECT_EQ(times.slowest_in_time, absl::Seconds(3));
  EXPECT_EQ(times.fastest_too_slow, absl::Seconds(7));
}

TEST(TimeLimitTest, SmallestMultipleOfTheResolutionLeavesTheMargin) {
  SubmissionTimes times;
  times.slowest_in_time = absl::Milliseconds(600);
  EXPECT_EQ(ComputeTimeLimit(times, {true, 2, 1.5, 1}).limit, absl::Seconds(2));
  EXPECT_EQ(ComputeTimeLimit(times, {true, 2, 1.5, 0.5}).limit,
            absl::Milliseconds(1500));
  times.slowest_in_time = absl::Microseconds(1);
  EXPECT_EQ(ComputeTimeLimit(times, {true, 2, 1.5, 1}).limit, absl::Seconds(1));
  times.fastest_too_slow = absl::Milliseconds(1500);
  EXPECT_EQ(ComputeTimeLimit(times, {true, 2, 1.5, 1}).limit, absl::Seconds(1));
}

TEST(TimeLimitTest, WithoutRoomBetweenThereIsNone) {
  SubmissionTimes times;
  EXPECT_THAT(ComputeTimeLimit(times, {true, 2, 1.5, 1}).reason,
              HasSubstr("no submission"));
  times.slowest_in_time = absl::Seconds(1);
  times.fastest_too_slow = absl::Milliseconds(2900);
  const ComputedLimit none = ComputeTimeLimit(times, {true, 2, 1.5, 1});
  EXPECT_FALSE(none.limit);
  EXPECT_EQ(none.reason,
            "the slowest submission that must be in time takes 1 s, times 2; "
            "the fastest that must be too slow takes 2.9 s, divided by 1.5");
}

TEST(TimeLimitTest, RuleSaysItselfWhatItsTimeIsFor) {
  SubmissionRule rule = Rule({"AC"}, {});
  EXPECT_TRUE(BoundsFromBelow(rule));
  rule.time_use = TimeUse::kNone;
  EXPECT_FALSE(BoundsFromBelow(rule) || BoundsFromAbove(rule));
  rule.time_use = TimeUse::kUpper;
  EXPECT_TRUE(BoundsFromAbove(rule));
  SubmissionRule any;
  any.time_use = TimeUse::kLower;
  EXPECT_TRUE(BoundsFromBelow(any));
  SubmissionRule around;
  around.also.push_back(any);
  EXPECT_TRUE(BoundsFromBelow(around));
  SubmissionTimes times;
  times.Add(Took(absl::Seconds(2), absl::Seconds(1)), around);
  EXPECT_EQ(times.slowest_in_time, absl::Seconds(2));
}

TEST(TimeLimitTest, OnlyCasesThatTheRuleIsAboutCount) {
  Report report = Took(absl::Seconds(2), absl::Seconds(1));
  report.cases[0].test_case.name = "secret/a/1";
  report.cases[0].observation.elapsed = absl::Milliseconds(300);
  report.cases[1].test_case.name = "secret/b/1";
  SubmissionRule rule = Rule({"AC"}, {});
  rule.cases = "secret/a";
  SubmissionTimes times;
  times.Add(report, rule);
  EXPECT_EQ(times.slowest_in_time, absl::Milliseconds(300));
}

TEST(TimeLimitTest, WhoIsTooFastForTheMarginIsTold) {
  SubmissionTimes times;
  const TimeMargins margins = {true, 2, 1.5, 1};
  EXPECT_EQ(TooFast(absl::Seconds(2), times, margins), "");
  times.fastest_too_slow = absl::Seconds(3);
  EXPECT_EQ(TooFast(absl::Seconds(2), times, margins), "");
  times.fastest_too_slow = absl::Milliseconds(2900);
  EXPECT_THAT(TooFast(absl::Seconds(2), times, margins),
              HasSubstr("the least is 2 s, and the fastest that must be too "
                        "slow takes 2.9 s, not 1.5 times as long"));
}

}  // namespace
}  // namespace grader

#include "grader/verify/slowness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A problem whose limit is 1 s, and a submission that takes in each case as
// long as it is said here, or until it is stopped.
class SlownessTest : public ::testing::Test {
 protected:
  void Takes(const std::string& name, absl::Duration time) {
    times_[name] = time;
    TestCase& one = problem_.cases.emplace_back();
    one.name = name;
    one.limits.elapsed = absl::Seconds(1);
  }

  CaseReport Run(const TestCase& test_case) const {
    const absl::Duration limit = test_case.limits.elapsed;
    const absl::Duration time = times_.at(test_case.name);
    CaseReport report;
    report.test_case = test_case;
    report.observation.elapsed = std::min(time, limit);
    report.observation.termination = time < limit
                                         ? Termination(Exited{0})
                                         : Termination(Killed{Limit::kElapsed});
    return report;
  }

  Slowness Find() {
    Report report;
    for (const TestCase& one : problem_.cases) {
      report.cases.push_back(Run(one));
    }
    return FindSlowness(
        problem_, report, order_,
        [&](const std::vector<TestCase>& cases, const GradeUntil& until) {
          Report again;
          for (const TestCase& one : cases) {
            ran_.push_back(one.name);
            again.cases.push_back(Run(one));
            if (until && until(again.cases.back())) break;
          }
          return again;
        });
  }

  Problem problem_;
  SlownessOrder order_ = {
      "slow.py", {"", {}, {"TLE"}, "", {}}, absl::Seconds(3)};
  std::map<std::string, absl::Duration> times_;
  std::vector<std::string> ran_;  // again, in this order
};

TEST_F(SlownessTest, NoCaseIsRunBehindTheOneThatTookLongEnough) {
  Takes("quick", absl::Milliseconds(1));
  Takes("slow", absl::Seconds(2));
  Takes("slower", absl::Seconds(9));
  Takes("last", absl::Seconds(9));
  const Slowness slowness = Find();
  EXPECT_THAT(ran_, ElementsAre("slow", "slower"));
  EXPECT_EQ(slowness.times.fastest_too_slow, absl::Milliseconds(3100));
}

TEST_F(SlownessTest, WhatEndsWithinTheLimitIsNotRunAgain) {
  Takes("quick", absl::Milliseconds(1));
  Takes("less so", absl::Milliseconds(900));
  EXPECT_EQ(Find().times.fastest_too_slow, absl::Milliseconds(900));
  EXPECT_THAT(ran_, IsEmpty());
}

TEST_F(SlownessTest, SlowestCaseTellsWhereNoneTakesLongEnough) {
  Takes("slower", absl::Milliseconds(2500));
  Takes("slow", absl::Seconds(2));
  EXPECT_EQ(Find().times.fastest_too_slow, absl::Milliseconds(2500));
  EXPECT_THAT(ran_, ElementsAre("slower", "slow"));
}

TEST_F(SlownessTest, EachRuleIsAboutCasesOfItsOwn) {
  Takes("secret/a/1", absl::Seconds(9));
  Takes("secret/a/2", absl::Seconds(9));
  Takes("secret/b/1", absl::Seconds(2));
  Takes("secret/c/1", absl::Seconds(9));
  SubmissionRule of_b = order_.rule;
  order_.rule.cases = "secret/a";
  of_b.cases = "secret/b";
  order_.rule.also = {of_b};
  EXPECT_EQ(Find().times.fastest_too_slow, absl::Seconds(2));
  EXPECT_THAT(ran_, ElementsAre("secret/a/1", "secret/a/2", "secret/b/1"));
}

TEST_F(SlownessTest, WhoeverMayBeInTimeIsNotGivenMore) {
  Takes("slow", absl::Seconds(2));
  order_.rule = {"", {"AC", "TLE"}, {}, "", {}};
  EXPECT_FALSE(Find().times.fastest_too_slow);
  EXPECT_THAT(ran_, IsEmpty());
}

TEST_F(SlownessTest, WhereALimitIsWrittenTwiceOfItMustBeTooLittle) {
  Takes("slow", absl::Milliseconds(1500));
  Takes("slower", absl::Seconds(9));
  Takes("any", absl::Seconds(9));
  order_.too_slow = std::nullopt;
  order_.rule.fails = {"slow", "slower"};
  EXPECT_THAT(Find().narrow, ElementsAre(HasSubstr("case \"slow\" ends by")));
  EXPECT_THAT(ran_, ElementsAre("slow", "slower"));
}

}  // namespace
}  // namespace grader

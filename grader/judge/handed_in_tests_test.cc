#include "grader/judge/handed_in_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "grader/problem/suite.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

TestCase With(bool right) {
  auto test = std::make_shared<SuiteTest>();
  test->kind = SuiteTest::Kind::kHandedIn;
  test->with.right = right;
  TestCase one;
  one.why = "It forgets the last.";
  one.test = std::move(test);
  return one;
}

CheckResult Failed() {
  CheckResult check;
  check.kind = CheckKind::kTest;
  check.message = "line 3: 1 != 2";
  return check;
}

TEST(HandedInTestsTest, WhatPassesWithARightOneIsAccepted) {
  Verdict verdict = {VerdictWord::kAccepted, "", ""};
  std::vector<CheckResult> checks;
  JudgeHandedInTests(With(true), verdict, checks);
  EXPECT_EQ(verdict, (Verdict{VerdictWord::kAccepted, "", ""}));
}

TEST(HandedInTestsTest, WhatFailsWithARightOneKeepsItsVerdict) {
  Verdict verdict = {VerdictWord::kTimeLimitExceeded, "deadlock", "deadlock"};
  std::vector<CheckResult> checks = {Failed()};
  JudgeHandedInTests(With(true), verdict, checks);
  EXPECT_EQ(verdict.word, VerdictWord::kTimeLimitExceeded);
  EXPECT_EQ(verdict.reason, "deadlock");
  EXPECT_THAT(verdict.message, HasSubstr("implementation that is right"));
  EXPECT_THAT(checks.front().message,
              HasSubstr("implementation that is right"));
  EXPECT_FALSE(checks.front().passed);
}

TEST(HandedInTestsTest, WhatPassesWithAWrongOneHasNotCaughtIt) {
  Verdict verdict = {VerdictWord::kAccepted, "", ""};
  std::vector<CheckResult> checks;
  JudgeHandedInTests(With(false), verdict, checks);
  EXPECT_EQ(verdict.word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(verdict.reason, "not_caught");
  EXPECT_EQ(verdict.message,
            "your tests pass with an implementation that is wrong: It forgets "
            "the last.");
  ASSERT_EQ(checks.size(), 1u);
  EXPECT_FALSE(checks.front().passed);
}

TEST(HandedInTestsTest, HoweverTestsFailWithAWrongOneItIsCaught) {
  for (const VerdictWord word :
       {VerdictWord::kWrongAnswer, VerdictWord::kTimeLimitExceeded,
        VerdictWord::kMemoryLimitExceeded, VerdictWord::kOutputLimitExceeded,
        VerdictWord::kRunTimeError}) {
    Verdict verdict = {word, "some", "1 != 2"};
    std::vector<CheckResult> checks = {Failed()};
    JudgeHandedInTests(With(false), verdict, checks);
    EXPECT_EQ(verdict, (Verdict{VerdictWord::kAccepted, "", ""}));
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_TRUE(checks.front().passed);
  }
}

TEST(HandedInTestsTest, WhatIsTheGradersFaultIsNobodysCatch) {
  for (const bool right : {false, true}) {
    Verdict verdict = {VerdictWord::kJudgeError, "grader", "no room"};
    std::vector<CheckResult> checks;
    JudgeHandedInTests(With(right), verdict, checks);
    EXPECT_EQ(verdict,
              (Verdict{VerdictWord::kJudgeError, "grader", "no room"}));
  }
}

TEST(HandedInTestsTest, OtherCasesAreLeftAlone) {
  TestCase other = With(false);
  other.test = std::make_shared<SuiteTest>();
  Verdict verdict = {VerdictWord::kAccepted, "", ""};
  std::vector<CheckResult> checks;
  JudgeHandedInTests(other, verdict, checks);
  JudgeHandedInTests(TestCase(), verdict, checks);
  EXPECT_EQ(verdict.word, VerdictWord::kAccepted);
}

}  // namespace
}  // namespace grader

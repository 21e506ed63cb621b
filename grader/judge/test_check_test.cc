#include "grader/judge/test_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "grader/judge/verdict.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

Verdict VerdictOn(const std::string& printed, bool done = true) {
  TestCase test_case;
  SuiteTest test;
  test.id = "LeapTest.test_year";
  test.file = "leap_test.py";
  test.line = 10;
  test.code = "def test_year(self):\n    self.assertTrue(leap(4))\n";
  test_case.test = std::make_shared<const SuiteTest>(test);
  Observation observation;
  observation.termination = Exited{0};
  observation.out.head = printed;
  observation.trace.done = done;
  return Judge(observation, RunChecks(test_case, observation), Limits(), true);
}

TEST(TestCheckTest, OnlyThePassedResultOfADriverThatWasDoneIsAccepted) {
  EXPECT_EQ(VerdictOn(R"({"outcome": "passed"})").word, VerdictWord::kAccepted);
  EXPECT_EQ(VerdictOn(R"({"outcome": "passed"})", false).reason,
            "exited_early");
}

TEST(TestCheckTest, FailureIsToldAtTheSuitesLine) {
  const Verdict verdict = VerdictOn(
      R"({"outcome": "failed", "message": "False is not true", "line": 11})");
  EXPECT_EQ(verdict.word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(verdict.reason, "test");
  EXPECT_EQ(verdict.message, "leap_test.py:11: False is not true");
}

TEST(TestCheckTest, ExceptionIsARunTimeError) {
  const Verdict verdict = VerdictOn(
      R"({"outcome": "error", "message": "KeyError: 4", "line": 11})");
  EXPECT_EQ(verdict.word, VerdictWord::kRunTimeError);
  EXPECT_EQ(verdict.reason, "exception");
}

TEST(TestCheckTest, WhatIsNoResultIsARunTimeErrorInWords) {
  for (const std::string printed :
       {"", "OK", "[]", "{}", R"({"outcome": "fine"})", R"({"outcome": 1})",
        R"({"outcome": "passed"}{"outcome": "passed"})",
        R"({"outcome": "skipped", "message": "not today"})",
        R"({"outcome": "passed", "trouble": "twice"})"}) {
    const Verdict verdict = VerdictOn(printed);
    EXPECT_EQ(verdict.word, VerdictWord::kRunTimeError) << printed;
    EXPECT_EQ(verdict.reason, "test_report") << printed;
    EXPECT_NE(verdict.message, "") << printed;
  }
}

TEST(TestCheckTest, OddFieldsOfAClaimAreLeftOut) {
  const Verdict verdict =
      VerdictOn(R"({"outcome": "failed", "message": [1], "line": -3})");
  EXPECT_EQ(verdict.message, "leap_test.py: ");
  EXPECT_EQ(VerdictOn("{\"outcome\": \"failed\", \"line\": 1e300}").word,
            VerdictWord::kWrongAnswer);
}

TEST(TestCheckTest, ShowsTheLineOfTheTest) {
  TestCase test_case;
  Observation observation;
  observation.trace.done = true;
  EXPECT_THAT(CheckTest(test_case, observation), IsEmpty());
  SuiteTest test;
  test.file = "leap_test.py";
  test.line = 10;
  test.code = "def test_year(self):\n    self.assertTrue(leap(4))\n";
  test_case.test = std::make_shared<const SuiteTest>(test);
  observation.out.head = R"({"outcome": "failed", "line": 11})";
  EXPECT_THAT(
      CheckTest(test_case, observation),
      ElementsAre(Field(&CheckResult::expected, "self.assertTrue(leap(4))")));
}

}  // namespace
}  // namespace grader

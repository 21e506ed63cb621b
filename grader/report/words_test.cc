#include "grader/report/words.h"

#include <string>

#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(WordsTest, VerdictsReadAsWords) {
  struct {
    VerdictWord word;
    std::string reason;
    std::string words;
  } const kTable[] = {
      {VerdictWord::kAccepted, "", "accepted"},
      {VerdictWord::kWrongAnswer, "stdout", "wrong answer: output"},
      {VerdictWord::kWrongAnswer, "concurrency", "wrong answer: concurrency"},
      {VerdictWord::kTimeLimitExceeded, "elapsed_limit",
       "time limit exceeded: elapsed limit"},
      {VerdictWord::kRunTimeError, "signal:SIGSEGV",
       "run-time error: crashed (SIGSEGV)"},
      {VerdictWord::kCompileError, "compile_error", "compile error"},
      {VerdictWord::kJudgeError, "something_new", "judge error: something new"},
  };
  for (const auto& row : kTable) {
    EXPECT_EQ(VerdictInWords({row.word, row.reason, ""}), row.words);
  }
}

TEST(WordsTest, OnePointIsNotPlural) {
  EXPECT_EQ(PointsInWords(0, 1), "0 of 1 point");
  EXPECT_EQ(PointsInWords(1, 2), "1 of 2 points");
}

TEST(WordsTest, ACaseSaysWhetherItsPointsAreItsOwn) {
  CaseReport one;
  one.test_case.points = 2;
  one.verdict.word = VerdictWord::kAccepted;
  EXPECT_EQ(PointsInWords(one), "2 of 2 points");
  EXPECT_EQ(PointsOutOf(one), "2/2");
  one.test_case.bonus = true;
  EXPECT_EQ(PointsInWords(one), "2 of 2 points (bonus)");
  EXPECT_EQ(PointsOutOf(one), "2/2 bonus");
  one.test_case.group = "all";
  EXPECT_EQ(PointsInWords(one), "counts in its group");
  EXPECT_EQ(PointsOutOf(one), "group");
}

TEST(WordsTest, ABonusOfAGroupIsToldAsOne) {
  GroupReport group;
  group.group.points = 3;
  group.points = *ParsePoints("1.5");
  EXPECT_EQ(PointsOutOf(group), "1.5/3");
  group.group.bonus = true;
  EXPECT_EQ(PointsOutOf(group), "1.5/3 bonus");
}

}  // namespace
}  // namespace grader

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

}  // namespace
}  // namespace grader

#include "grader/judge/verdict_words.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

TEST(VerdictWordsTest, EveryVerdictIsFoundByItsName) {
  for (const VerdictWord word : kVerdicts) {
    EXPECT_EQ(VerdictNamed(VerdictName(word)), word) << VerdictName(word);
  }
  EXPECT_EQ(VerdictNamed("wrong answer"), std::nullopt);
  EXPECT_EQ(VerdictNamed(""), std::nullopt);
}

TEST(VerdictWordsTest, OnlyTheSubmissionIsRejected) {
  EXPECT_EQ(RulingOf(VerdictWord::kAccepted), Ruling::kAccepted);
  EXPECT_EQ(RulingOf(VerdictWord::kWrongAnswer), Ruling::kRejected);
  EXPECT_EQ(RulingOf(VerdictWord::kCompileError), Ruling::kRejected);
  EXPECT_EQ(RulingOf(VerdictWord::kJudgeError), Ruling::kNone);
}

TEST(VerdictWordsTest, NamesAreReadWithBlanks) {
  EXPECT_EQ(NameInWords("time_limit_exceeded"), "time limit exceeded");
  EXPECT_EQ(NameInWords("run_time_error"), "run-time error");
  EXPECT_EQ(NameInWords("deadlock"), "deadlock");
  EXPECT_EQ(NameInWords(""), "");
}

}  // namespace
}  // namespace grader

#include "grader/report/input_part.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

// A case of `lines` numbers, each of which is to be printed again, where the
// submission got that of the line `wrong` (from 0) wrong.
CaseReport Numbers(int lines, int wrong, bool count_first = false) {
  CaseReport one;
  one.verdict.word = VerdictWord::kWrongAnswer;
  std::string expected;
  for (int i = 0; i < lines; ++i) {
    absl::StrAppend(&expected, i, "\n");
    absl::StrAppend(&one.observation.out.head, i == wrong ? -1 : i, "\n");
  }
  one.test_case.input =
      count_first ? absl::StrCat(lines, "\n", expected) : expected;
  one.test_case.expect.out = ExactText{expected};
  return one;
}

TEST(InputToShowTest, LinesAroundTheFirstWrongAnswerAreShown) {
  const CaseReport one = Numbers(100, 50);
  EXPECT_EQ(InputToShow(one, 10).before, 45u);
  EXPECT_EQ(InputToShow(one, 10).text.substr(0, 3), "45\n");
  EXPECT_EQ(InputToShow(Numbers(100, 50, true), 10).before, 46u);
}

TEST(InputToShowTest, PartIsAsLongAsThereIsRoom) {
  EXPECT_EQ(InputToShow(Numbers(100, 2), 10).before, 0u);
  EXPECT_EQ(InputToShow(Numbers(100, 99), 10).before, 90u);
  EXPECT_EQ(InputToShow(Numbers(10, 9), 10).before, 0u);
}

TEST(InputToShowTest, StartIsShownWhereNoLineCanBeTold) {
  CaseReport one = Numbers(100, 50);
  one.verdict.word = VerdictWord::kRunTimeError;
  EXPECT_EQ(InputToShow(one, 10).before, 0u);
  one = Numbers(100, 50);
  one.test_case.input += "one\nmore\nand\nmore\n";
  EXPECT_EQ(InputToShow(one, 10).before, 0u);
  one = Numbers(100, -1);
  EXPECT_EQ(InputToShow(one, 10).before, 0u);
  one = Numbers(100, 50);
  one.test_case.input.clear();
  EXPECT_EQ(InputToShow(one, 10).before, 0u);
}

}  // namespace
}  // namespace grader

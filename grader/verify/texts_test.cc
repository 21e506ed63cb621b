#include "grader/verify/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Problem WithVisibleCase() {
  Problem problem;
  problem.cases.resize(1);
  problem.cases[0].name = "three";
  problem.cases[0].input = "1 2 3\n";
  problem.cases[0].expect.out = ExactText{"first\n2 of 3\nlast one\n\n"};
  return problem;
}

TEST(StatementComplaintsTest, FirstAndLastLineAreEnough) {
  EXPECT_THAT(
      StatementComplaints(WithVisibleCase(),
                          "`1 2 3` gives\n\n    first\n    …\n    last  one\n"),
      IsEmpty());
}

TEST(StatementComplaintsTest, OutputThatIsNotShown) {
  EXPECT_THAT(
      StatementComplaints(WithVisibleCase(), "`1 2 3` gives first, last"),
      ElementsAre("statement.md does not show the expected output of the "
                  "visible case \"three\": last one"));
}

TEST(StatementComplaintsTest, InputThatIsNotShown) {
  EXPECT_THAT(StatementComplaints(WithVisibleCase(), "first … last one"),
              ElementsAre(HasSubstr("the input of the visible case")));
}

TEST(StatementComplaintsTest, SomethingMustBeVisible) {
  Problem problem = WithVisibleCase();
  problem.cases[0].visibility = Visibility::kHidden;
  EXPECT_THAT(StatementComplaints(problem, "anything"),
              ElementsAre(HasSubstr("every case is hidden")));
}

std::vector<std::string> WarningsOf(const TestCase& test_case) {
  Problem problem;
  problem.cases = {test_case};
  problem.cases[0].name = "two";
  return WindowsTextWarnings(problem);
}

TEST(WindowsTextTest, PlainTextsGiveNoWarning) {
  TestCase plain;
  plain.input = "Ana\nBo\n";
  plain.files = {{"data.txt", "a \r b\n"}};
  plain.expect.out = ExactText{"Hi Ana\n"};
  plain.expect.files = {{"out.txt", ExactText{"é\n"}}};
  EXPECT_THAT(WarningsOf(plain), ::testing::IsEmpty());
}

TEST(WindowsTextTest, EachTextIsLookedAt) {
  const std::string crlf = "Ana\r\nBo\r\n";
  const std::string mark = "\xEF\xBB\xBFno";
  TestCase test_case;
  test_case.input = crlf;
  test_case.files = {{"data.txt", mark}};
  test_case.expect.out = Tokens{mark + crlf};
  test_case.expect.err = ExactText{crlf};
  test_case.expect.files = {{"out.txt", ExactText{mark}}};
  const std::vector<std::string> warnings = WarningsOf(test_case);
  ASSERT_EQ(warnings.size(), 6u);
  EXPECT_THAT(warnings[0],
              ::testing::StartsWith(
                  "case \"two\": its stdin has Windows line ends (CRLF)"));
  EXPECT_THAT(warnings[1],
              ::testing::StartsWith("case \"two\": its file data.txt begins "
                                    "with a byte order mark"));
  EXPECT_THAT(warnings[2], ::testing::HasSubstr("expected stdout has"));
  EXPECT_THAT(warnings[3], ::testing::HasSubstr("expected stdout begins"));
  EXPECT_THAT(warnings[4], ::testing::HasSubstr("expected stderr has"));
  EXPECT_THAT(warnings[5], ::testing::HasSubstr("file out.txt begins"));
}

}  // namespace
}  // namespace grader

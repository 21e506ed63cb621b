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

}  // namespace
}  // namespace grader

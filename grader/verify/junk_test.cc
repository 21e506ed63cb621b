#include "grader/verify/junk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A reference that was accepted in one visible and one hidden case.
Report Accepted(const TextExpectation& expected, const std::string& printed) {
  Report report;
  report.cases.resize(2);
  report.cases[0].test_case.name = "shown";
  report.cases[0].test_case.expect.out = ExactText{"7\n"};
  report.cases[0].observation.out.head = "7\n";
  report.cases[1].test_case.name = "hidden";
  report.cases[1].test_case.visibility = Visibility::kHidden;
  report.cases[1].test_case.expect.out = expected;
  report.cases[1].observation.out.head = printed;
  for (CaseReport& one : report.cases) {
    one.observation.termination = Exited{0};
  }
  return report;
}

TEST(JunkOutputsTest, EveryKind) {
  EXPECT_THAT(JunkOutputs("a\nb 9 c\n", "7\n"),
              ElementsAre(Junk{"nothing", ""}, Junk{"a blank line", "\n"},
                          Junk{"the output of the visible case", "7\n"},
                          Junk{"all but the last line", "a\n"},
                          Junk{"two lines swapped", "b 9 c\na\n"},
                          Junk{"a number that is one more", "a\nb 10 c\n"},
                          Junk{"a number that is one less", "a\nb 8 c\n"}));
}

TEST(JunkOutputsTest, NothingThatIsRight) {
  EXPECT_THAT(JunkOutputs("", ""), IsEmpty());
  EXPECT_THAT(JunkOutputs("same\nsame\n", "same\nsame"),
              ElementsAre(Junk{"nothing", ""}, Junk{"a blank line", "\n"},
                          Junk{"all but the last line", "same\n"}));
}

TEST(AcceptedJunkTest, NoneWhenTheTextIsExact) {
  EXPECT_THAT(AcceptedJunk(Accepted(ExactText{"1\n2\n"}, "1\n2\n")), IsEmpty());
}

TEST(AcceptedJunkTest, OrderIsFreeWhereTheAuthorSaysSo) {
  EXPECT_THAT(AcceptedJunk(Accepted(UnorderedLines{"1\n2\n"}, "1\n2\n")),
              IsEmpty());
}

TEST(AcceptedJunkTest, NumbersAreFreeWhereTheAuthorSaysSo) {
  EXPECT_THAT(AcceptedJunk(Accepted(Floats{"100", 2, 0}, "100\n")), IsEmpty());
  EXPECT_THAT(
      AcceptedJunk(Accepted(Pattern{"took {n:int}", {}, false}, "took 5\n")),
      IsEmpty());
}

TEST(AcceptedJunkTest, ExpectationThatMatchesAnything) {
  EXPECT_THAT(AcceptedJunk(Accepted(Regex{"(.|\n)*"}, "1\n2\n")),
              ElementsAre("case \"hidden\" accepts nothing",
                          "case \"hidden\" accepts a blank line",
                          "case \"hidden\" accepts the output of the visible "
                          "case",
                          "case \"hidden\" accepts all but the last line",
                          "case \"hidden\" accepts two lines swapped"));
}

}  // namespace
}  // namespace grader

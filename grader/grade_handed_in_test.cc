// How tests that are handed in are run with the author's implementations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/problem/suite.h"
#include "grader/testing/grade_fixture.h"

namespace grader {
namespace {

using ::testing::Lt;
using ::testing::SizeIs;

// Two implementations are right and six are wrong; tests that print "2" pass.
class HandedInTest : public GradeTest {
 protected:
  HandedInTest() {
    problem_.cases.clear();
    for (int i = 0; i < 8; ++i) {
      auto test = std::make_shared<SuiteTest>();
      test->kind = SuiteTest::Kind::kHandedIn;
      test->with.right = i < 2;
      test->with.content = absl::StrCat("secret ", i);
      TestCase one;
      one.name = absl::StrCat(i);
      one.args = {one.name};
      one.expect.out = ExactText{"2\n"};
      if (i >= 2) one.needs = {"0", "1"};
      one.test = std::move(test);
      problem_.cases.push_back(std::move(one));
    }
  }

  // The names of the cases, in the order in which they are run.
  std::vector<std::string> Order() {
    for (int i = 0; i < 8; ++i) runner_.Answer(Printed("2\n"));
    runner_.commands.clear();
    const auto report = Grade();
    EXPECT_TRUE(report.ok()) << report.status();
    std::vector<std::string> names;
    for (const Command& run : runner_.commands) {
      names.push_back(run.argv.back());
    }
    return names;
  }
};

TEST_F(HandedInTest, TurnOfAnImplementationTellsNothingOfIt) {
  const std::vector<std::string> order = Order();
  EXPECT_THAT(order, SizeIs(8));
  EXPECT_EQ(Order(), order);
  int right_first = 0;
  for (int i = 0; i < 20; ++i) {
    submission_.sources[0].content = absl::StrCat("print(2)  # ", i);
    if (Order().front() < "2") ++right_first;
  }
  EXPECT_THAT(right_first, Lt(15));
}

TEST_F(HandedInTest, EachImplementationHasASessionOfItsOwn) {
  Order();
  EXPECT_EQ(runner_.sessions, 1 + 8);
}

TEST_F(HandedInTest, WrongOnesAreReportedAsNotRunWhereARightOneFails) {
  runner_ = FakeRunner();
  for (int i = 0; i < 8; ++i) runner_.Answer(Printed("3\n"));
  const auto report = Grade();
  ASSERT_TRUE(report.ok()) << report.status();
  for (const CaseReport& one : report->cases) {
    const bool right = one.test_case.test->with.right;
    EXPECT_EQ(one.skipped_for, right ? "" : "0") << one.test_case.name;
  }
  EXPECT_EQ(report->score, Points(0));
}

}  // namespace
}  // namespace grader

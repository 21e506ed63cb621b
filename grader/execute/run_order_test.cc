#include "grader/execute/run_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <numeric>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

using ::testing::UnorderedElementsAreArray;

class RunOrderTest : public ::testing::Test {
 protected:
  static constexpr int kCases = 12;

  RunOrderTest() : cases_(kCases) {
    for (int i = 0; i < kCases; ++i) Write(i, absl::StrCat("number ", i));
    submission_.sources = {{"tests.py", "1"}};
  }

  void Write(int i, const std::string& content) {
    auto test = std::make_shared<SuiteTest>();
    test->with.content = content;
    cases_[i].test = std::move(test);
  }

  std::vector<std::size_t> Order() const {
    std::vector<const TestCase*> cases;
    for (const TestCase& one : cases_) cases.push_back(&one);
    return RunOrder(cases, submission_);
  }

  std::vector<TestCase> cases_;
  Submission submission_;
};

TEST_F(RunOrderTest, EachHasOneTurnAndTheSameEachTime) {
  std::vector<std::size_t> all(kCases);
  std::iota(all.begin(), all.end(), std::size_t{0});
  EXPECT_THAT(Order(), UnorderedElementsAreArray(all));
  EXPECT_EQ(Order(), Order());
}

TEST_F(RunOrderTest, AnotherSubmissionMeetsThemInAnotherOrder) {
  std::set<std::size_t> first;
  for (int i = 0; i < 100; ++i) {
    submission_.sources[0].content = absl::StrCat(i);
    first.insert(Order().front());
  }
  EXPECT_GT(first.size(), kCases / 2u);
}

// Or it could be computed from what is visible.
TEST_F(RunOrderTest, EveryTextDecidesTheOrder) {
  const std::vector<std::size_t> before = Order();
  Write(kCases - 1, "another");
  EXPECT_NE(Order(), before);
}

}  // namespace
}  // namespace grader

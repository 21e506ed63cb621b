#include "grader/problem/max_points.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

Problem SomeProblem() {
  Problem problem;
  problem.cases.resize(4);
  for (std::size_t i = 0; i < problem.cases.size(); ++i) {
    problem.cases[i].name = std::string(1, static_cast<char>('a' + i));
  }
  problem.cases[0].points = 2;
  problem.cases[2].points = problem.cases[3].points = 0;
  problem.cases[1].points = 3;
  problem.cases[1].bonus = true;
  problem.groups.resize(2);
  problem.groups[0].cases = {"c"};
  problem.groups[0].points = 5;
  problem.groups[1].cases = {"c", "d"};
  problem.groups[1].points = 7;
  problem.groups[1].bonus = true;
  return problem;
}

TEST(MaxPointsTest, BonusPointsCountOnlyWhenAskedFor) {
  EXPECT_EQ(MaxPoints(SomeProblem()), 7);
  EXPECT_EQ(MaxPoints(SomeProblem(), "", Bonus::kCounted), 17);
}

TEST(MaxPointsTest, OneCaseBringsItsOwnAndItsGroup) {
  EXPECT_EQ(MaxPoints(SomeProblem(), "a"), 2);
  EXPECT_EQ(MaxPoints(SomeProblem(), "b"), 0);
  EXPECT_EQ(MaxPoints(SomeProblem(), "b", Bonus::kCounted), 3);
  EXPECT_EQ(MaxPoints(SomeProblem(), "c"), 5);
  EXPECT_EQ(MaxPoints(SomeProblem(), "d", Bonus::kCounted), 0);
}

}  // namespace
}  // namespace grader

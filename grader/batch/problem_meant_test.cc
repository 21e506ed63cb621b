#include "grader/batch/problem_meant.h"

#include <string>
#include <vector>

#include "grader/testing/numbered_problems.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(MeantByTest, NamesAreReadLeniently) {
  const std::vector<Problem> problems = NumberedProblems();
  const struct {
    const char* name;
    const char* id;
    bool unsure;
    int upload;
  } kCases[] = {
      {"concurrent-requests", "concurrent-requests", false, 0},
      {"Concurrent_Requests.cpp", "concurrent-requests", false, 0},
      {"02 concurrent requests", "concurrent-requests", false, 0},
      {"my-concurrent-requests-final.cpp", "concurrent-requests", false, 0},
      {"requests.cpp", "requests", false, 0},
      {"concurent-requests", "concurrent-requests", true, 0},
      {"2", "concurrent-requests", false, 0},
      {"ex02.cpp", "concurrent-requests", false, 0},
      {"problem12", "requests", false, 0},
      {"photo12.png", "requests", true, 0},
      {"notes.txt", "", false, 0},
      {"99", "", false, 0},
      {"1 or 2", "", false, 0},
      {"2 (1).py", "concurrent-requests", false, 1},
      {"1-2.py", "basic", false, 2},
      {"problem-2.py", "concurrent-requests", false, 0},
      {"requests-3.py", "requests", false, 3},
      {"basic (10).tar", "basic", false, 10},
  };
  for (const auto& one : kCases) {
    const ProblemMeant meant = MeantBy(one.name, problems);
    EXPECT_EQ(meant.problem == nullptr ? "" : meant.problem->id, one.id)
        << one.name;
    EXPECT_EQ(meant.unsure(), one.unsure) << one.name;
    EXPECT_EQ(meant.upload, one.upload) << one.name;
  }
}

}  // namespace
}  // namespace grader

#include "grader/course/reset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "grader/problem/files.h"
#include "grader/testing/files_stay_small.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

class ResetTest : public ::testing::Test {
 protected:
  ResetTest() {
    problem_.id = "echo";
    problem_.directory = folder_.path() / "problems/echo";
    problem_.offered_in = {"python"};
    fs::create_directories(problem_.directory);
    folder_.Write("starters/echo/solution.py", kStarter);
    folder_.Write("mine/echo/solution.py", "mine");
  }
  absl::StatusOr<fs::path> Reset() const {
    return ResetUnit(
        {folder_.path() / "mine", folder_.path() / "problems", "python"},
        problem_, unit_, absl::FromUnixSeconds(1769860800));
  }

  const std::string kStarter = std::string(2000, '#') + "\n";
  const TemporaryFolder folder_;
  const fs::path unit_ = folder_.path() / "mine/echo";
  Problem problem_;
};

TEST_F(ResetTest, EachHasABackupOfItsOwn) {
  const auto first = Reset();
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->filename(), "echo-2026-01-31T12-00-00Z");
  EXPECT_EQ(ReadFile(*first / "solution.py"), "mine");
  EXPECT_EQ(ReadFile(unit_ / "solution.py"), kStarter);
  folder_.Write("mine/echo/solution.py", "second");
  const auto second = Reset();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(ReadFile(*first / "solution.py"), "mine");
  EXPECT_EQ(ReadFile(*second / "solution.py"), "second");
}

TEST_F(ResetTest, WithoutAStarterNothingIsMoved) {
  fs::remove_all(folder_.path() / "starters");
  EXPECT_EQ(Reset().status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReadFile(unit_ / "solution.py"), "mine");
}

TEST_F(ResetTest, StarterThatCannotBeWrittenLeavesAllAsItWas) {
  const FilesStaySmall full;
  EXPECT_FALSE(Reset().ok());
  EXPECT_EQ(ReadFile(unit_ / "solution.py"), "mine");
  EXPECT_TRUE(fs::is_empty(folder_.path() / "mine/.grader/backups"));
}

}  // namespace
}  // namespace grader

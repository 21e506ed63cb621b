#include "grader/course/reset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "absl/cleanup/cleanup.h"
#include "grader/problem/files.h"
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

// As on a full disk, files stop growing at a bound.
TEST_F(ResetTest, StarterThatCannotBeWrittenLeavesAllAsItWas) {
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 1000;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Cleanup restore = [&] {
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
  };
  EXPECT_FALSE(Reset().ok());
  EXPECT_EQ(ReadFile(unit_ / "solution.py"), "mine");
  EXPECT_TRUE(fs::is_empty(folder_.path() / "mine/.grader/backups"));
}

}  // namespace
}  // namespace grader

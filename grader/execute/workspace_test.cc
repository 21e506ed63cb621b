#include "grader/execute/workspace.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <utility>

namespace grader {
namespace {

namespace fs = std::filesystem;

class WorkspaceTest : public ::testing::Test {
 protected:
  WorkspaceTest() {
    char folder[] = "/tmp/workspace_test-XXXXXX";
    parent_ = mkdtemp(folder);
    setenv("TMPDIR", parent_.c_str(), 1);
  }
  ~WorkspaceTest() override {
    unsetenv("TMPDIR");
    fs::remove_all(parent_);
  }

  fs::path parent_;
};

TEST_F(WorkspaceTest, IsGoneWithItsOwner) {
  fs::path path;
  {
    const auto workspace = Workspace::Create();
    ASSERT_TRUE(workspace.ok()) << workspace.status();
    path = workspace->path();
    ASSERT_TRUE(WriteFile(path / "a" / "b", "text").ok());
    EXPECT_TRUE(fs::exists(path / "a" / "b"));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(WorkspaceTest, SurvivesBeingMoved) {
  auto first = Workspace::Create();
  ASSERT_TRUE(first.ok());
  const Workspace second = *std::move(first);
  EXPECT_TRUE(fs::exists(second.path()));
}

TEST_F(WorkspaceTest, CanBeListedAndChangedByItsOwnerOnly) {
  const auto workspace = Workspace::Create();
  ASSERT_TRUE(workspace.ok());
  const fs::perms others = fs::status(workspace->path()).permissions() &
                           (fs::perms::group_all | fs::perms::others_all);
  EXPECT_EQ(others & ~(fs::perms::group_exec | fs::perms::others_exec),
            fs::perms::none);
}

TEST_F(WorkspaceTest, WhatAKilledGraderLeftIsGoneAfterTheNextStart) {
  const pid_t killed = fork();
  if (killed == 0) {
    const auto workspace = Workspace::Create();
    _exit(workspace.ok() ? 0 : 1);  // without destructors, as a kill does
  }
  int status = 0;
  waitpid(killed, &status, 0);
  ASSERT_EQ(status, 0);
  ASSERT_FALSE(fs::is_empty(parent_));
  const auto next = Workspace::Create();
  ASSERT_TRUE(next.ok());
  for (const auto& entry : fs::directory_iterator(parent_)) {
    EXPECT_EQ(entry.path(), next->path());
  }
}

TEST_F(WorkspaceTest, WhatALivingGraderUsesStays) {
  const auto first = Workspace::Create();
  const auto second = Workspace::Create();
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_TRUE(fs::exists(first->path()));
}

}  // namespace
}  // namespace grader

#include "grader/problem/whole_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "absl/cleanup/cleanup.h"
#include "grader/problem/files.h"
#include "grader/testing/files_stay_small.h"
#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class WholeFileTest : public ::testing::Test {
 protected:
  const TemporaryFolder folder_;
  const fs::path file_ = folder_.path() / "a/b";
};

TEST_F(WholeFileTest, AddedOnceAndNeverTouchedAgain) {
  EXPECT_EQ(AddFile(file_, "first").value_or(false), true);
  EXPECT_EQ(AddFile(file_, "second").value_or(true), false);
  EXPECT_EQ(ReadFile(file_), "first");
}

TEST_F(WholeFileTest, LinkThatLeadsNowhereIsSomething) {
  fs::create_symlink("nowhere", folder_.path() / "link");
  EXPECT_EQ(AddFile(folder_.path() / "link", "x").value_or(true), false);
  EXPECT_FALSE(fs::exists(folder_.path() / "nowhere"));
}

TEST_F(WholeFileTest, ReadableLikeAnyNewFile) {
  const mode_t before = umask(022);
  const absl::Cleanup restore = [before] { umask(before); };
  ASSERT_TRUE(AddFile(file_, "x").ok());
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms(0644));
}

TEST_F(WholeFileTest, WhatCannotBeWrittenLeavesNothing) {
  ASSERT_TRUE(ReplaceFile(file_, "old").ok());
  const FilesStaySmall full;
  const std::string large(3000, 'x');
  const absl::Status replaced = ReplaceFile(file_, large);
  EXPECT_EQ(replaced.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(replaced.message()), HasSubstr("File too large"));
  EXPECT_FALSE(AddFile(file_.parent_path() / "c", large).ok());
  EXPECT_EQ(ReadFile(file_), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(file_.parent_path()),
                          fs::directory_iterator()),
            1);
}

}  // namespace
}  // namespace grader

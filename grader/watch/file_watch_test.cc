#include "grader/watch/file_watch.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <filesystem>

#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// With inotify, and without.
class FileWatchTest : public ::testing::TestWithParam<bool> {
 protected:
  FileWatchTest() { folder_.Write("unit/a.py", "1"); }
  const TemporaryFolder folder_;
  const fs::path unit_ = folder_.path() / "unit";
};

INSTANTIATE_TEST_SUITE_P(Polling, FileWatchTest, ::testing::Bool());

TEST_P(FileWatchTest, WhatIsWrittenAddedRenamedOrRemovedIsNoticed) {
  FileWatch watch(unit_, GetParam());
  EXPECT_FALSE(watch.Changed());
  folder_.Write("unit/a.py", "22");
  EXPECT_TRUE(watch.Changed());
  EXPECT_FALSE(watch.Changed());
  folder_.Write("unit/b.py", "1");
  EXPECT_TRUE(watch.Changed());
  fs::rename(unit_ / "b.py", unit_ / "a.py");
  EXPECT_TRUE(watch.Changed());
  fs::remove(unit_ / "a.py");
  EXPECT_TRUE(watch.Changed());
  fs::create_symlink("a.py", unit_ / "a.py");
  EXPECT_TRUE(watch.Changed());
}

TEST_P(FileWatchTest, FilesOfEditorsDoNotCount) {
  FileWatch watch(unit_, GetParam());
  folder_.Write("unit/.a.py.swp", "1");
  folder_.Write("unit/a.py~", "1");
  EXPECT_FALSE(watch.Changed());
}

TEST_P(FileWatchTest, FolderMayGoAndComeBack) {
  FileWatch watch(unit_, GetParam());
  fs::remove_all(unit_);
  EXPECT_TRUE(watch.Changed());
  EXPECT_FALSE(watch.folder_is_there());
  EXPECT_FALSE(watch.Changed());
  folder_.Write("unit/a.py", "1");
  EXPECT_TRUE(watch.Changed());
  EXPECT_TRUE(watch.folder_is_there());
  folder_.Write("unit/a.py", "22");
  if (watch.fd() >= 0) {
    pollfd waits = {watch.fd(), POLLIN, 0};
    EXPECT_EQ(poll(&waits, 1, -1), 1);
  }
  EXPECT_TRUE(watch.Changed());
}

TEST_P(FileWatchTest, FolderMayBeAnotherAtTheNextLook) {
  FileWatch watch(unit_, GetParam());
  fs::rename(unit_, folder_.path() / "old");
  folder_.Write("unit/b.py", "1");
  EXPECT_TRUE(watch.Changed());
  folder_.Write("unit/b.py", "22");
  if (watch.fd() >= 0) {
    pollfd waits = {watch.fd(), POLLIN, 0};
    EXPECT_EQ(poll(&waits, 1, -1), 1);
  }
  EXPECT_TRUE(watch.Changed());
}

TEST(FileWatchPollTest, ReadableOnASave) {
  const TemporaryFolder folder;
  FileWatch watch(folder.path());
  if (watch.fd() < 0) GTEST_SKIP() << "no inotify here";
  pollfd waits = {watch.fd(), POLLIN, 0};
  EXPECT_EQ(poll(&waits, 1, 0), 0);
  folder.Write("a.py", "1");
  EXPECT_EQ(poll(&waits, 1, -1), 1);
}

}  // namespace
}  // namespace grader

#include "grader/execute/empty_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace grader {
namespace {

namespace fs = std::filesystem;

class EmptyFolderTest : public ::testing::Test {
 protected:
  EmptyFolderTest() { mkdtemp(folder_.data()); }
  ~EmptyFolderTest() override { fs::remove_all(folder_); }

  void Empty() {
    const int folder = open(folder_.c_str(), O_RDONLY | O_DIRECTORY);
    EmptyFolder(folder);
    close(folder);
  }

  std::string folder_ = "/tmp/empty-folder-test-XXXXXX";
};

TEST_F(EmptyFolderTest, EmptiesAFolderOfAnyDepthAndPermission) {
  // Deeper than there are descriptors, and longer than a path may be.
  int at = open(folder_.c_str(), O_DIRECTORY | O_RDONLY);
  for (int depth = 0; depth < 3000; ++depth) {
    ASSERT_EQ(mkdirat(at, "folder", 0700), 0);
    const int inner = openat(at, "folder", O_DIRECTORY | O_RDONLY);
    close(openat(at, "file", O_CREAT | O_WRONLY, 0));
    fchmod(at, depth % 2 == 0 || depth < 2 ? 0700 : 0);
    close(at);
    at = inner;
  }
  close(at);
  Empty();
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(EmptyFolderTest, EmptyingFollowsNoLink) {
  const std::string kept = folder_ + "-kept";
  fs::create_directory(kept);
  std::ofstream(kept + "/file") << "x";
  fs::create_directory_symlink(kept, folder_ + "/link");
  Empty();
  EXPECT_TRUE(fs::is_empty(folder_));
  EXPECT_TRUE(fs::exists(kept + "/file"));
  fs::remove_all(kept);
}

TEST_F(EmptyFolderTest, ChangesNoRightsThroughALink) {
  const std::string kept = folder_ + "-kept";
  fs::create_directory(kept);
  chmod(kept.c_str(), 0555);
  // Beside the folder, and in one that is not empty and shut.
  fs::create_directories(folder_ + "/d/e/f");
  for (const char* link : {"/link", "/d/link", "/d/e/link", "/d/e/f/link"}) {
    fs::create_directory_symlink(kept, folder_ + link);
  }
  chmod((folder_ + "/d/e").c_str(), 0);
  Empty();
  EXPECT_TRUE(fs::is_empty(folder_));
  struct stat info;
  ASSERT_EQ(stat(kept.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0555u);
  fs::remove_all(kept);
}

TEST_F(EmptyFolderTest, NoNameStandsInItsWay) {
  for (int i = 0; i < 20; ++i) {
    fs::create_directories(folder_ + "/.moved-" + std::to_string(i) + "/a/b");
  }
  Empty();
  EXPECT_TRUE(fs::is_empty(folder_));
}

}  // namespace
}  // namespace grader

#include "grader/problem/installation.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "grader/testing/temporary_folder.h"

namespace grader {
namespace {

TEST(InstallationTest, InstalledProgramFindsItsFilesBesideBin) {
  const TemporaryFolder folder;
  folder.Write("lib/grader/grader-sandbox", "");
  const Installation found = InstallationOf(folder.path() / "bin/grader");
  EXPECT_EQ(found.programs, folder.path() / "lib/grader");
  EXPECT_EQ(found.course, folder.path() / "share/grader");
}

TEST(InstallationTest, BuiltProgramFindsItsFilesInTheSources) {
  const TemporaryFolder folder;
  folder.Write("lib/grader/grader-sandbox", "");
  const Installation found = InstallationOf(folder.path() / "build/grader");
  EXPECT_EQ(found.programs, folder.path() / "build");
  EXPECT_EQ(found.course, folder.path());
}

TEST(InstallationTest, FolderCalledBinIsABuildFolderWhereNothingIsInstalled) {
  const TemporaryFolder folder;
  const Installation found = InstallationOf(folder.path() / "bin/grader");
  EXPECT_EQ(found.programs, folder.path() / "bin");
  EXPECT_EQ(found.course, folder.path());
}

}  // namespace
}  // namespace grader

#include "grader/sandbox/session/run_box.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

TEST(RunBoxTest, InNamespacesItIsWhereProcess1MakesIt) {
  const RunBox box;
  EXPECT_FALSE(box.on_machine());
  EXPECT_EQ(box.path(), "/box");
  EXPECT_EQ(box.home(), "/box/work");
  EXPECT_EQ(box.temporary(), "/tmp");
  EXPECT_EQ(box.feedback_folder(), "/feedback");
}

TEST(RunBoxTest, OnTheMachineItIsFullBeyondEitherLimitAndCanBeEmptied) {
  const auto box = RunBox::OnMachine({geteuid(), geteuid(), false});
  ASSERT_TRUE(box.ok()) << box.status();
  EXPECT_TRUE(box->on_machine());
  EXPECT_EQ(box->temporary(), box->path() + "/tmp");
  EXPECT_NE(box->feedback_folder(), box->path());
  Limits limits;
  limits.disk_bytes = 64 * kKiB;
  limits.files = 2;
  EXPECT_FALSE(box->IsFull(limits, 64 * kKiB));
  EXPECT_TRUE(box->IsFull(limits, 65 * kKiB));
  std::ofstream(box->path() + "/large") << std::string(128 * kKiB, 'x');
  EXPECT_TRUE(box->IsFull(limits, 0));
  box->Empty();
  EXPECT_TRUE(fs::is_empty(box->path()));
  EXPECT_FALSE(box->IsFull(limits, 0));
  // Three that process 1 made itself are not counted.
  for (int i = 0; i < 5; ++i) std::ofstream(absl::StrCat(box->path(), "/", i));
  EXPECT_FALSE(box->IsFull(limits, 0));
  std::ofstream(box->path() + "/one more");
  EXPECT_TRUE(box->IsFull(limits, 0));
}

TEST(RunBoxTest, ItsFoldersGoWithIt) {
  std::string path;
  {
    const auto box = RunBox::OnMachine({geteuid(), geteuid(), false});
    ASSERT_TRUE(box.ok()) << box.status();
    path = box->path();
  }
  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace grader::sandbox

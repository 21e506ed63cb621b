#include "grader/sandbox/isolation/cgroup.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <vector>

#include "grader/testing/temporary_folder.h"

namespace grader::sandbox {
namespace {

constexpr std::int64_t kMiB = 1 << 20;

void RunIn(const Cgroup& group, const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    if (group.Enter() != 0) _exit(1);
    work();
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

// Puts the file on disk and out of memory, so that it counts for who reads it.
void Forget(const std::string& file) {
  const UniqueFd fd(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(fsync(fd.get()), 0);
  ASSERT_EQ(posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED), 0);
}

// As something that the compiler must keep.
void Take(std::int64_t bytes) {
  std::vector<char> touched(bytes, 1);
  asm volatile("" : : "r"(touched.data()) : "memory");
}

// Any file system in memory counts for who writes; this one is nobody's folder.
void WriteInMemory(const UniqueFd& file, std::int64_t bytes) {
  const std::vector<char> written(bytes, 1);
  if (write(file.get(), written.data(), bytes) != bytes) _exit(1);
}

UniqueFd FileInMemory() { return UniqueFd(memfd_create("left", MFD_CLOEXEC)); }

class CgroupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!group_.ok() && geteuid() != 0)
      GTEST_SKIP() << "no group may be made here";
    ASSERT_TRUE(group_.ok()) << group_.status();
  }

  absl::StatusOr<Cgroup> group_ = Cgroup::Make();
};

TEST_F(CgroupTest, FilesLeftInMemoryAreNoneOfTheNextRuns) {
  const UniqueFd file = FileInMemory();
  ASSERT_TRUE(group_->Begin(128 * kMiB, 16, 0, [] {}).ok());
  RunIn(*group_, [&] { WriteInMemory(file, 40 * kMiB); });
  EXPECT_GE(group_->usage().peak_memory_bytes, 40 * kMiB);
  ASSERT_TRUE(group_->Begin(48 * kMiB, 16, 0, [] {}).ok());
  EXPECT_LT(group_->usage().memory_bytes, 4 * kMiB);
  RunIn(*group_, [] { Take(40 * kMiB); });  // ends as it should: all is its own
  EXPECT_GE(group_->usage().peak_memory_bytes, 39 * kMiB);
  EXPECT_LE(group_->usage().peak_memory_bytes, 48 * kMiB);
  EXPECT_FALSE(group_->usage().memory_limit_reached);
}

TEST_F(CgroupTest, FilesLeftInMemoryAllowNothingOnceTheyAreGone) {
  UniqueFd file = FileInMemory();
  ASSERT_TRUE(group_->Begin(128 * kMiB, 16, 0, [] {}).ok());
  RunIn(*group_, [&] { WriteInMemory(file, 40 * kMiB); });
  ASSERT_TRUE(group_->Begin(48 * kMiB, 16, 0, [] {}).ok());
  file.reset();
  EXPECT_LT(group_->usage().memory_bytes, 4 * kMiB);
  const UniqueFd taken = FileInMemory();
  RunIn(*group_, [&] { WriteInMemory(taken, 30 * kMiB); });
  EXPECT_GE(group_->usage().memory_bytes, 30 * kMiB);
  EXPECT_FALSE(group_->usage().memory_limit_reached);
  RunIn(*group_, [&] { WriteInMemory(taken, 20 * kMiB); });
  EXPECT_TRUE(group_->usage().memory_limit_reached);
}

TEST_F(CgroupTest, FilesOfEarlierRunsThatMadeWayHideNothing) {
  absl::StatusOr<Cgroup>& group = group_;
  const TemporaryFolder folder;
  const std::string file =
      folder.Write("read", std::string(40 * kMiB, 'x')).string();
  Forget(file);
  ASSERT_TRUE(group->Begin(128 * kMiB, 16, 0, [] {}).ok());
  RunIn(*group, [&] {
    std::vector<char> buffer(kMiB);
    const int fd = open(file.c_str(), O_RDONLY);
    while (read(fd, buffer.data(), buffer.size()) > 0) continue;
  });
  ASSERT_TRUE(group->Begin(48 * kMiB, 16, 0, [] {}).ok());
  EXPECT_LT(group->usage().memory_bytes, 4 * kMiB);
  RunIn(*group, [] { Take(40 * kMiB); });
  EXPECT_GE(group->usage().peak_memory_bytes, 39 * kMiB);
  EXPECT_LE(group->usage().peak_memory_bytes, 48 * kMiB);
}

}  // namespace
}  // namespace grader::sandbox

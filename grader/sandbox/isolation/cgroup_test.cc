#include "grader/sandbox/isolation/cgroup.h"

#include <fcntl.h>
#include <gtest/gtest.h>
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

TEST(CgroupTest, FilesOfEarlierRunsThatMadeWayHideNothing) {
  auto group = Cgroup::Make();
  if (!group.ok() && geteuid() != 0)
    GTEST_SKIP() << "no group may be made here";
  ASSERT_TRUE(group.ok()) << group.status();
  const TemporaryFolder folder;
  const std::string file =
      folder.Write("read", std::string(40 * kMiB, 'x')).string();
  Forget(file);
  ASSERT_TRUE(group->Begin(128 * kMiB, 16, 0).ok());
  RunIn(*group, [&] {
    std::vector<char> buffer(kMiB);
    const int fd = open(file.c_str(), O_RDONLY);
    while (read(fd, buffer.data(), buffer.size()) > 0) continue;
  });
  ASSERT_TRUE(group->Begin(48 * kMiB, 16, 0).ok());
  EXPECT_LT(group->usage().memory_bytes, 4 * kMiB);
  RunIn(*group, [] {
    std::vector<char> touched(40 * kMiB, 1);
    // As something that the compiler must keep.
    asm volatile("" : : "r"(touched.data()) : "memory");
  });
  EXPECT_GE(group->usage().peak_memory_bytes, 39 * kMiB);
  EXPECT_LE(group->usage().peak_memory_bytes, 48 * kMiB);
}

}  // namespace
}  // namespace grader::sandbox

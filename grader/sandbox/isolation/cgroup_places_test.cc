#include "grader/sandbox/isolation/cgroup_places.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>

#include "grader/sandbox/kernel/small_files.h"
#include "grader/testing/temporary_folder.h"

namespace grader::sandbox {
namespace {

TEST(CgroupPlacesTest, FindsTheSecondVersion) {
  const CgroupPlaces places = ParseCgroupPlaces(
      "35 24 0:30 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 "
      "rw,nsdelegate\n",
      "0::/user.slice/run-1.scope\n");
  EXPECT_EQ(places.mounts.at(""), "/sys/fs/cgroup");
  EXPECT_EQ(places.own.at(""), "/user.slice/run-1.scope");
  EXPECT_EQ(places.mounts.count("memory"), 0u);
}

TEST(CgroupPlacesTest, FindsControllersThatShareAHierarchy) {
  const CgroupPlaces places = ParseCgroupPlaces(
      "33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup "
      "rw,cpu,cpuacct\n"
      "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
      "22 27 0:21 / /proc rw - proc proc rw\n",
      "5:cpu,cpuacct:/a\n4:memory:/b:c\n1:name=systemd:/\n");
  EXPECT_EQ(places.mounts.at("cpuacct"), "/sys/fs/cgroup/cpu,cpuacct");
  EXPECT_EQ(places.mounts.at("memory"), "/sys/fs/cgroup/memory");
  EXPECT_EQ(places.own.at("cpuacct"), "/a");
  EXPECT_EQ(places.own.at("memory"), "/b:c");
}

TEST(CgroupPlacesTest, NothingMountedIsNothingFound) {
  const CgroupPlaces places = ParseCgroupPlaces("", "");
  EXPECT_TRUE(places.mounts.empty());
  EXPECT_TRUE(places.own.empty());
}

TEST(CgroupPlacesTest, UnreadableFileIsEmpty) {
  EXPECT_EQ(ReadSmallFile("/no/such/file"), "");
  EXPECT_FALSE(WriteSmallFile("/no/such/file", "x").ok());
}

// In any folder: groups are made, locked and removed as folders are.
TEST(RemoveStaleCgroupsTest, NobodyLosesAGroupThatIsLocked) {
  const TemporaryFolder folder;
  const std::string parent = folder.path().string();
  const std::string group = parent + "/" + OwnCgroupName();
  std::atomic<bool> done = false;
  std::thread other([&] {
    while (!done) RemoveStaleCgroups(parent);
  });
  int kept = 0;
  for (int i = 0; i < 1000; ++i) {
    if (mkdir(group.c_str(), 0755) != 0) continue;
    const UniqueFd lock = LockCgroup(group);
    if (!lock) continue;
    ++kept;
    std::this_thread::yield();
    EXPECT_EQ(access(group.c_str(), F_OK), 0);
    rmdir(group.c_str());
  }
  done = true;
  other.join();
  EXPECT_GT(kept, 0);
}

}  // namespace
}  // namespace grader::sandbox

#include "grader/sandbox/isolation/cgroup_places.h"

#include <unistd.h>

#include <filesystem>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/execute/folder_lock.h"
#include "grader/sandbox/kernel/small_files.h"

namespace grader::sandbox {
namespace {

constexpr char kPrefix[] = "grader-";

}  // namespace

CgroupPlaces ParseCgroupPlaces(absl::string_view mountinfo,
                               absl::string_view cgroup) {
  CgroupPlaces places;
  for (const absl::string_view line : absl::StrSplit(mountinfo, '\n')) {
    // "… MOUNTPOINT OPTIONS [TAGS] - TYPE SOURCE SUPER_OPTIONS"
    const std::vector<absl::string_view> halves = absl::StrSplit(line, " - ");
    if (halves.size() != 2) continue;
    const std::vector<absl::string_view> left = absl::StrSplit(halves[0], ' ');
    const std::vector<absl::string_view> right = absl::StrSplit(halves[1], ' ');
    if (left.size() < 5 || right.size() < 3) continue;
    if (right[0] == "cgroup2") places.mounts[""] = std::string(left[4]);
    if (right[0] != "cgroup") continue;
    for (const absl::string_view option : absl::StrSplit(right[2], ',')) {
      places.mounts[std::string(option)] = std::string(left[4]);
    }
  }
  for (const absl::string_view line : absl::StrSplit(cgroup, '\n')) {
    // "ID:CONTROLLERS:PATH"
    const std::vector<absl::string_view> fields =
        absl::StrSplit(line, absl::MaxSplits(':', 2));
    if (fields.size() != 3) continue;
    for (const absl::string_view controller : absl::StrSplit(fields[1], ',')) {
      places.own[std::string(controller)] = std::string(fields[2]);
    }
  }
  return places;
}

CgroupPlaces FindCgroupPlaces() {
  return ParseCgroupPlaces(ReadSmallFile("/proc/self/mountinfo"),
                           ReadSmallFile("/proc/self/cgroup"));
}

UniqueFd LockCgroup(const std::string& folder) {
  return UniqueFd(LockFolder(folder));
}

void RemoveStaleCgroups(const std::string& parent) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(parent, error)) {
    const std::string name = entry.path().filename().string();
    if (!absl::StartsWith(name, kPrefix)) continue;
    // Held until it is gone: else whoever has just made it may lock it, and
    // lose it then. A group that somebody is in stays anyway.
    if (const UniqueFd lock = LockCgroup(entry.path()); lock) {
      rmdir(entry.path().c_str());
    }
  }
}

std::string OwnCgroupName() { return absl::StrCat(kPrefix, getpid()); }

}  // namespace grader::sandbox

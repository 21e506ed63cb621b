#include "grader/testing/remains.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/sandbox/isolation/cgroup_places.h"
#include "grader/sandbox/kernel/descendants.h"
#include "grader/sandbox/kernel/small_files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

int CountEntries(const fs::path& folder, const std::string& prefix) {
  int count = 0;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    count += absl::StartsWith(entry.path().filename().string(), prefix) ? 1 : 0;
  }
  return count;
}

int CountMounts(pid_t pid) {
  const std::string mounts =
      sandbox::ReadSmallFile(absl::StrCat("/proc/", pid, "/mountinfo"));
  return static_cast<int>(std::count(mounts.begin(), mounts.end(), '\n'));
}

// The groups of sandbox programs among `pids`: other graders may be at work on
// this machine.
int CountGroups(const std::set<pid_t>& pids) {
  int count = 0;
  const sandbox::CgroupPlaces places = sandbox::FindCgroupPlaces();
  for (const auto& [controller, mount] : places.mounts) {
    const auto own = places.own.find(controller);
    if (own == places.own.end()) continue;
    for (const pid_t pid : pids) {
      const fs::path group = absl::StrCat(mount, own->second, "/grader-", pid);
      std::error_code ignored;
      if (!fs::exists(group, ignored)) continue;
      ++count;
      for (const auto& entry :
           fs::recursive_directory_iterator(group, ignored)) {
        count += entry.is_directory() ? 1 : 0;
      }
    }
  }
  return count;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Remains& remains) {
  return out << remains.descriptors << " descriptors, " << remains.processes
             << " processes, " << remains.mounts << " mounts, "
             << remains.groups << " groups, " << remains.folders << " folders";
}

Remains CountRemains() {
  // Also the groups of programs that have ended since they were counted.
  static auto& seen = *new std::set<pid_t>;
  Remains remains;
  const std::string self = absl::StrCat("/proc/", getpid(), "/fd");
  remains.descriptors = CountEntries(self, "");
  remains.mounts = CountMounts(getpid());
  for (const pid_t pid : sandbox::Descendants(getpid())) {
    ++remains.processes;
    seen.insert(pid);
    remains.descriptors += CountEntries(absl::StrCat("/proc/", pid, "/fd"), "");
    remains.mounts += CountMounts(pid);
  }
  remains.groups = CountGroups(seen);
  std::error_code ignored;
  remains.folders = CountEntries(fs::temp_directory_path(ignored), "");
  return remains;
}

}  // namespace grader

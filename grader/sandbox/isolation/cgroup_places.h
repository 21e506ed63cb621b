// Where control groups can be made: the hierarchies that are mounted and the
// groups that this process is in, as /proc/self tells.
#ifndef GRADER_SANDBOX_ISOLATION_CGROUP_PLACES_H_
#define GRADER_SANDBOX_ISOLATION_CGROUP_PLACES_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

struct CgroupPlaces {
  // By controller ("memory"), and "" for version 2; empty if there is none.
  std::map<std::string, std::string> mounts;
  std::map<std::string, std::string> own;  // paths below the mounts
};

// Reads the text of /proc/self/mountinfo and /proc/self/cgroup (proc(5),
// cgroups(7)).
CgroupPlaces ParseCgroupPlaces(absl::string_view mountinfo,
                               absl::string_view cgroup);
CgroupPlaces FindCgroupPlaces();

// Locks the folder of a group for as long as the result lives. Not set if
// somebody else holds it, or it is gone.
UniqueFd LockCgroup(const std::string& folder);

// Removes the groups of this program that nobody holds and nobody is in.
void RemoveStaleCgroups(const std::string& parent);

// "grader-PID", the name of this program's group.
std::string OwnCgroupName();

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_CGROUP_PLACES_H_

#include "grader/sandbox/session/active_layers.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace grader::sandbox {

std::vector<std::string> ActiveLayers::Names() const {
  std::vector<std::string> names;
  if (namespaces) {
    names.emplace_back("namespaces:user,pid,mount,net,ipc,uts");
    names.emplace_back("tmpfs");
  }
  if (cgroup_version > 0) {
    names.push_back(absl::StrCat("cgroup:v", cgroup_version));
  }
  if (seccomp) names.emplace_back("seccomp");
  if (landlock) names.emplace_back("landlock");
  names.emplace_back("rlimits");
  if (own_user) names.emplace_back("uid");
  return names;
}

absl::Status ActiveLayers::CheckIsFull() const {
  std::vector<std::string> missing;
  if (!namespaces) {
    missing.push_back(absl::StrCat("namespaces (", namespace_failure, ")"));
  }
  if (cgroup_version == 0) {
    missing.push_back(absl::StrCat("cgroup (", cgroup_failure, ")"));
  }
  if (!seccomp) missing.emplace_back("seccomp");
  if (!landlock) missing.emplace_back("landlock");
  if (missing.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "full isolation cannot be had here, missing: ",
      absl::StrJoin(missing, ", "), "; `grader doctor` tells the cure"));
}

}  // namespace grader::sandbox

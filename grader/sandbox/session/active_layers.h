// ActiveLayers: what stands between a session's runs and the machine.
#ifndef GRADER_SANDBOX_SESSION_ACTIVE_LAYERS_H_
#define GRADER_SANDBOX_SESSION_ACTIVE_LAYERS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace grader::sandbox {

struct ActiveLayers {
  bool namespaces = false;
  std::string namespace_failure;  // why not, although they were wanted
  int cgroup_version = 0;         // 0: none
  std::string cgroup_failure;     // why not
  bool seccomp = false;
  bool landlock = false;
  bool own_user = false;  // runs have another user than the machine's others

  // As in Observation::isolation.
  std::vector<std::string> Names() const;
  // Ok if these are all there are; else FailedPrecondition, which names what is
  // missing and why.
  absl::Status CheckIsFull() const;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_ACTIVE_LAYERS_H_

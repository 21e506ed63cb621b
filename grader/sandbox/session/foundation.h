// What sessions of one program share: made once, since it costs milliseconds.
#ifndef GRADER_SANDBOX_SESSION_FOUNDATION_H_
#define GRADER_SANDBOX_SESSION_FOUNDATION_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "grader/sandbox/isolation/cgroup.h"
#include "grader/sandbox/isolation/policy.h"
#include "grader/sandbox/session/wanted_layers.h"

namespace grader::sandbox {

struct Foundation {
  WantedLayers wanted;
  FilterProgram filter;          // inside namespaces
  FilterProgram filter_without;  // without them
  FilterProgram run_filter;      // for runs, in addition
  FilterProgram clock_filter;    // of the virtual clock
  std::optional<Cgroup> cgroup;  // none: not available, or not wanted
  std::string cgroup_reason;     // why not
  int landlock = 0;              // version; 0: none
  int sessions = 0;              // whose processes 1 are in the cgroup
};
absl::StatusOr<Foundation> LayFoundation(const WantedLayers& wanted);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_FOUNDATION_H_

// What sessions of one program share: made once, since it costs milliseconds.
#ifndef GRADER_SANDBOX_SESSION_FOUNDATION_H_
#define GRADER_SANDBOX_SESSION_FOUNDATION_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/sandbox/isolation/cgroup.h"
#include "grader/sandbox/session/wanted_layers.h"

namespace grader::sandbox {

struct Foundation {
  WantedLayers wanted;
  std::optional<Cgroup> cgroup;  // none: not available, or not wanted
  std::string cgroup_reason;     // why not
  int landlock = 0;              // version; 0: none
  int sessions = 0;              // whose processes 1 are in the cgroup
  // See PackedFilters: inside namespaces, and without; empty: not made yet.
  std::string filters;
  std::string filters_without;
};
Foundation LayFoundation(const WantedLayers& wanted);

// What a session's process 1 is sent with Order::kFilters. Compiled when they
// are first asked for, which takes a millisecond: ask while process 1 has
// something else to do.
absl::StatusOr<absl::string_view> PackedFilters(bool namespaces,
                                                Foundation& foundation);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_FOUNDATION_H_

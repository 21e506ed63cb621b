// Which layers of isolation the sessions of this program are to use.
#ifndef GRADER_SANDBOX_SESSION_WANTED_LAYERS_H_
#define GRADER_SANDBOX_SESSION_WANTED_LAYERS_H_

#include "absl/strings/string_view.h"

namespace grader::sandbox {

// Which layers a session tries to use.
struct WantedLayers {
  bool namespaces = true;
  bool cgroup = true;
  bool landlock = true;
  bool seccomp = true;

  bool operator==(const WantedLayers&) const = default;
};

// All, less those that GRADER_SANDBOX_WITHOUT names ("namespaces,cgroup"): so
// that tests can stand on every rung of the ladder.
WantedLayers LayersFromEnvironment();
WantedLayers ParseWithout(absl::string_view names);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_WANTED_LAYERS_H_

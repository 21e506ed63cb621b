#include "grader/sandbox/session/wanted_layers.h"

#include <cstdlib>

#include "absl/strings/str_split.h"

namespace grader::sandbox {

WantedLayers ParseWithout(absl::string_view names) {
  WantedLayers wanted;
  for (const absl::string_view name : absl::StrSplit(names, ',')) {
    if (name == "namespaces") wanted.namespaces = false;
    if (name == "cgroup") wanted.cgroup = false;
    if (name == "landlock") wanted.landlock = false;
    if (name == "seccomp") wanted.seccomp = false;
  }
  return wanted;
}

WantedLayers LayersFromEnvironment() {
  const char* without = getenv("GRADER_SANDBOX_WITHOUT");
  return ParseWithout(without == nullptr ? "" : without);
}

}  // namespace grader::sandbox

// The layers that isolation is made of. What this machine offers is found out
// by trying; what is missing comes with the reason and the remedy.
#ifndef GRADER_SANDBOX_SESSION_LAYERS_H_
#define GRADER_SANDBOX_SESSION_LAYERS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "grader/execute/processor.h"

namespace grader::sandbox {

struct Layer {
  std::string name;
  bool available = false;
  std::string reason;  // why not; or what exactly there is
  std::string remedy;  // a command, or what to change; empty when available
};

// Tries every layer; takes a few milliseconds. Starts processes.
std::vector<Layer> ProbeLayers();

// One JSON array of objects with the fields of Layer.
std::string LayersJson(const std::vector<Layer>& layers);

// The cure for namespaces that could not be had, from the settings of the
// kernel (the texts of the sysctl files; empty: no such file).
struct NamespaceSettings {
  std::string apparmor_restriction;  // apparmor_restrict_unprivileged_userns
  std::string unprivileged_clone;    // unprivileged_userns_clone
  std::string maximum;               // max_user_namespaces
};
std::string NamespaceRemedy(const NamespaceSettings& settings);

// The virtual clock, of which `tried` is what ProbeVirtualClock said, on a
// machine with `processor`; nullptr: one that it is not written for.
Layer ClockLayer(const absl::Status& tried, const Processor* processor);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_LAYERS_H_

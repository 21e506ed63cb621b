// What isolation this machine offers, as the sandbox program finds it by
// trying.
#ifndef GRADER_EXECUTE_SANDBOX_PROBE_H_
#define GRADER_EXECUTE_SANDBOX_PROBE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace grader {

struct SandboxLayer {
  std::string name;
  bool available = false;
  std::string reason;  // why not, or what exactly there is
  std::string remedy;  // how to get it; empty when available
};

// Runs `program` --probe (grader-sandbox) and reads its answer.
absl::StatusOr<std::vector<SandboxLayer>> ProbeSandbox(
    const std::filesystem::path& program);

}  // namespace grader

#endif  // GRADER_EXECUTE_SANDBOX_PROBE_H_

// ValidatorFlags: how the default output validator of the ICPC problem package
// format compares, as its arguments say.
#ifndef GRADER_PROBLEM_PACKAGE_VALIDATOR_FLAGS_H_
#define GRADER_PROBLEM_PACKAGE_VALIDATOR_FLAGS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace grader {

struct ValidatorFlags {
  bool case_sensitive = false;
  bool space_change_sensitive = false;
  std::optional<double> absolute_tolerance;
  std::optional<double> relative_tolerance;
};

// kInvalidArgument names the flag that is none, or lacks its number.
absl::StatusOr<ValidatorFlags> ParseValidatorFlags(
    const std::vector<std::string>& flags);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_VALIDATOR_FLAGS_H_

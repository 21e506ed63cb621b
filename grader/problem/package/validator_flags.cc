#include "grader/problem/package/validator_flags.h"

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {

absl::StatusOr<ValidatorFlags> ParseValidatorFlags(
    const std::vector<std::string>& flags) {
  ValidatorFlags parsed;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const std::string& flag = flags[i];
    if (flag == "case_sensitive") {
      parsed.case_sensitive = true;
      continue;
    }
    if (flag == "space_change_sensitive") {
      parsed.space_change_sensitive = true;
      continue;
    }
    const bool both = flag == "float_tolerance";
    if (!both && flag != "float_absolute_tolerance" &&
        flag != "float_relative_tolerance") {
      return absl::InvalidArgumentError(absl::StrCat(
          "the default output validator has no flag ", Quoted(flag),
          DidYouMean(flag, {"case_sensitive", "space_change_sensitive",
                            "float_tolerance", "float_absolute_tolerance",
                            "float_relative_tolerance"})));
    }
    double tolerance = 0;
    if (i + 1 >= flags.size() || !absl::SimpleAtod(flags[i + 1], &tolerance) ||
        !(tolerance >= 0)) {
      return absl::InvalidArgumentError(absl::StrCat(
          flag, ": expected a number from 0 behind it, such as 1e-6"));
    }
    ++i;
    if (flag != "float_relative_tolerance") {
      parsed.absolute_tolerance = tolerance;
    }
    if (flag != "float_absolute_tolerance") {
      parsed.relative_tolerance = tolerance;
    }
  }
  return parsed;
}

}  // namespace grader

#include "grader/judge/compare_default_validator.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/judge/compare_floats.h"
#include "grader/judge/compare_words.h"
#include "grader/judge/lines.h"
#include "grader/problem/package/validator_flags.h"

namespace grader {

Comparison CompareByDefaultValidator(const Checker& validator,
                                     absl::string_view actual) {
  const auto flags = ParseValidatorFlags(validator.args);
  if (!flags.ok()) {
    Comparison broken;
    broken.message = std::string(flags.status().message());
    return broken;
  }
  const bool with_tolerance =
      flags->absolute_tolerance || flags->relative_tolerance;
  const Floats close = {"", flags->absolute_tolerance.value_or(0),
                        flags->relative_tolerance.value_or(0)};
  return CompareWords(
      validator.answer, actual,
      [&](absl::string_view expected, absl::string_view word) -> std::string {
        const bool same = absl::EqualsIgnoreCase(expected, word);
        if (expected == word || (same && !flags->case_sensitive)) return "";
        if (with_tolerance && IsNumber(expected)) {
          return NumberComplaint(close, expected, word);
        }
        return absl::StrCat(Quoted(word), " instead of ", Quoted(expected),
                            same ? " (upper and lower case matter)" : "");
      },
      flags->space_change_sensitive);
}

}  // namespace grader

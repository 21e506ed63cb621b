// Constants: what the texts of a package's author have in the place of a name,
// so that a bound stands in one place.
#ifndef GRADER_PROBLEM_CONSTANTS_H_
#define GRADER_PROBLEM_CONSTANTS_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// By name; a variant is "NAME.VARIANT", and "NAME.value" is "NAME".
using Constants = std::map<std::string, std::string>;

// `text` with the value for each {{NAME}} that is among `constants`; others
// stay as they are. Pure.
std::string WithConstants(const Constants& constants, absl::string_view text);

// The same for each \constant{NAME} of a LaTeX text.
std::string WithLatexConstants(const Constants& constants,
                               absl::string_view text);

}  // namespace grader

#endif  // GRADER_PROBLEM_CONSTANTS_H_

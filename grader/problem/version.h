// Which release of the grader this is.
#ifndef GRADER_PROBLEM_VERSION_H_
#define GRADER_PROBLEM_VERSION_H_

#include "absl/strings/string_view.h"

namespace grader {

// "1.0.0", as CMakeLists.txt has it.
extern const absl::string_view kVersion;

}  // namespace grader

#endif  // GRADER_PROBLEM_VERSION_H_

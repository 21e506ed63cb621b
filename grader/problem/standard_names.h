// The names of modules and headers that are there already, wherever tests are
// built and run.
#ifndef GRADER_PROBLEM_STANDARD_NAMES_H_
#define GRADER_PROBLEM_STANDARD_NAMES_H_

#include "absl/strings/string_view.h"

namespace grader {

// Whether a file called `file` would take the place of a module of Python's, or
// of a header of C's, for what runs tests of that framework as well: "json.py",
// "string.h".
bool IsStandardName(absl::string_view file, absl::string_view framework);

}  // namespace grader

#endif  // GRADER_PROBLEM_STANDARD_NAMES_H_

// What a Python program says of an exception that nobody caught.
#ifndef GRADER_JUDGE_PYTHON_TRACEBACK_H_
#define GRADER_JUDGE_PYTHON_TRACEBACK_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace grader {

struct PythonTraceback {
  std::string said;  // "ValueError: 3", with all lines of the message
  std::string file;  // of the learner's innermost frame; empty: there is none
  int line = 0;
};

// The last exception in `text` (of a group, its first part, behind the group's
// own words); nothing if there is none. Exceptions that led to another one come
// before it there.
std::optional<PythonTraceback> FindPythonTraceback(absl::string_view text);

}  // namespace grader

#endif  // GRADER_JUDGE_PYTHON_TRACEBACK_H_

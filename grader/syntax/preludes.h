// The files of grader/syntax/preludes/, which the program carries with it: what
// mutants call.
#ifndef GRADER_SYNTAX_PRELUDES_H_
#define GRADER_SYNTAX_PRELUDES_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

struct PreludeFile {
  absl::string_view name;  // without the folder
  absl::string_view content;
};

// All of them, sorted by name.
const std::vector<PreludeFile>& Preludes();

// The content of the one named `name`, which must exist.
absl::string_view Prelude(absl::string_view name);

}  // namespace grader

#endif  // GRADER_SYNTAX_PRELUDES_H_

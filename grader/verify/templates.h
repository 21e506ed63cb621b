// The files of grader/verify/templates/, which the program carries with it.
#ifndef GRADER_VERIFY_TEMPLATES_H_
#define GRADER_VERIFY_TEMPLATES_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

struct TemplateFile {
  absl::string_view name;  // relative to the folder of templates
  absl::string_view content;
};

// All of them, sorted by name.
const std::vector<TemplateFile>& Templates();

// The content of the one named `name`, which must exist.
absl::string_view Template(absl::string_view name);

}  // namespace grader

#endif  // GRADER_VERIFY_TEMPLATES_H_

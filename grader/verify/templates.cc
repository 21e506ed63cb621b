#include "grader/verify/templates.h"

#include <cstdlib>

namespace grader {

absl::string_view Template(absl::string_view name) {
  for (const TemplateFile& file : Templates()) {
    if (file.name == name) return file.content;
  }
  std::abort();
}

}  // namespace grader

#include "grader/syntax/preludes.h"

#include <cstdlib>

namespace grader {

absl::string_view Prelude(absl::string_view name) {
  for (const PreludeFile& file : Preludes()) {
    if (file.name == name) return file.content;
  }
  std::abort();
}

}  // namespace grader

#include "grader/syntax/construct.h"

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace grader {

bool Means(absl::string_view written, absl::string_view name) {
  if (!absl::ConsumeSuffix(&written, name)) return false;
  return written.empty() || absl::EndsWith(written, ".") ||
         absl::EndsWith(written, "::") || absl::EndsWith(written, "->");
}

}  // namespace grader

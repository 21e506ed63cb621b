#include "grader/execute/machine_shortage.h"

#include <re2/re2.h>

namespace grader {

bool LacksProcesses(absl::string_view output) {
  // A message about the submission, such as one that its #error made up, names
  // a line of it and so does not begin like these.
  static const RE2& refusal = *new RE2(
      R"((?m)^(?:[\w./+-]+: (?:fatal )?error: (?:.*: )?| +what\(\):  )?)"
      R"((?:v?fork|posix_spawn failed|pthread_create has failed|)"
      R"(thread constructor failed): Resource temporarily unavailable$)");
  return RE2::PartialMatch(re2::StringPiece(output.data(), output.size()),
                           refusal);
}

}  // namespace grader

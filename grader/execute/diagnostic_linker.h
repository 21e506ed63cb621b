// The messages of linkers (GNU ld, gold, lld, mold), as far as a learner can do
// something about them; and the places that compilers and linkers name alike.
#ifndef GRADER_EXECUTE_DIAGNOSTIC_LINKER_H_
#define GRADER_EXECUTE_DIAGNOSTIC_LINKER_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "grader/execute/diagnostic.h"

namespace grader {

// `FILE:LINE:COLUMN`, `FILE:LINE`, or a place without figures.
struct CompilerPlace {
  std::string file;
  int line = 0;
  int column = 0;
};

// Nothing if `text` ends in no line number.
std::optional<CompilerPlace> ReadCompilerPlace(absl::string_view text);

// The message in `line`, if it is one. `context` is the line before it that
// said which function of which object it is about, `rest` the lines after it.
// Its place is where one of `own` uses or defines the symbol, if that can be
// told.
std::optional<Diagnostic> ReadLinkerMessage(
    absl::string_view line, absl::string_view context,
    absl::Span<const absl::string_view> rest, const OwnSources& own = {});

}  // namespace grader

#endif  // GRADER_EXECUTE_DIAGNOSTIC_LINKER_H_

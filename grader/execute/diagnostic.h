// A Diagnostic: one message of a compiler, read from what it printed.
#ifndef GRADER_EXECUTE_DIAGNOSTIC_H_
#define GRADER_EXECUTE_DIAGNOSTIC_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/language.h"

namespace grader {

enum class Severity { kError, kWarning, kNote };

struct Diagnostic {
  std::string file;  // as the learner knows it
  int line = 0;      // from 1; 0: the message names no place
  int column = 0;    // from 1; 0: not known
  Severity severity = Severity::kError;
  std::string message;
  std::vector<std::string> excerpt;  // source line and caret, as printed

  bool operator==(const Diagnostic&) const = default;
};

// The learner's own files, as the compiler names them, and what is in them.
using OwnSources = std::map<std::string, absl::string_view>;

// Reads what a compiler printed about `own`, in groups: an error or a warning,
// then its notes. What was found in a library is told at the innermost line of
// `own` that led there.
std::vector<Diagnostic> ParseDiagnostics(DiagnosticFormat format,
                                         absl::string_view output,
                                         const OwnSources& own = {});

// Reads the output of GCC or Clang and of the linker.
std::vector<Diagnostic> ParseCompilerOutput(absl::string_view output,
                                            const OwnSources& own = {});

// Reads the output of rustc, and of go.
std::vector<Diagnostic> ParseRustcOutput(absl::string_view output);
std::vector<Diagnostic> ParseGoOutput(absl::string_view output);

}  // namespace grader

#endif  // GRADER_EXECUTE_DIAGNOSTIC_H_

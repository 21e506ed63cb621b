// A Diagnostic: one message of a compiler, read from what it printed.
#ifndef GRADER_EXECUTE_DIAGNOSTIC_H_
#define GRADER_EXECUTE_DIAGNOSTIC_H_

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

// Reads what a compiler printed.
std::vector<Diagnostic> ParseDiagnostics(DiagnosticFormat format,
                                         absl::string_view output);

// Reads the output of GCC or Clang and of the linker.
std::vector<Diagnostic> ParseCompilerOutput(absl::string_view output);

// Reads the output of rustc, and of go.
std::vector<Diagnostic> ParseRustcOutput(absl::string_view output);
std::vector<Diagnostic> ParseGoOutput(absl::string_view output);

}  // namespace grader

#endif  // GRADER_EXECUTE_DIAGNOSTIC_H_

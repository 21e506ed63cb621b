// The warnings of a compiler that points are deducted for: switched on in the
// build that is made anyway, and read from what it printed.
#ifndef GRADER_EXECUTE_STYLE_WARNINGS_H_
#define GRADER_EXECUTE_STYLE_WARNINGS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grader/execute/runner.h"
#include "grader/execute/style_findings.h"
#include "grader/problem/submission.h"

namespace grader {

// "-Wunused-variable", … for the compiler; empty where it takes none.
std::vector<std::string> WarningOptions(const Submission& submission);

// What of `log`, the words of the compiler, each of the submission's deductions
// is for: warnings by their names at lines of its own files, each once. What a
// compiler found in a header of the problem's is nobody's. Pure.
std::vector<StyleFindings> FindWarnings(const Submission& submission,
                                        absl::string_view log);

// Ok, or kUnavailable if the compiler does not know one of WarningOptions.
// Where `log` looks like that, the compiler is asked again with nothing of the
// submission: a text can make it print anything.
absl::Status CheckWarningsAreKnown(const Submission& submission,
                                   absl::string_view log, Runner& runner);

}  // namespace grader

#endif  // GRADER_EXECUTE_STYLE_WARNINGS_H_

// What the command-line program returns to the shell.
#ifndef GRADER_CLI_EXIT_CODE_H_
#define GRADER_CLI_EXIT_CODE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grader/judge/verdict.h"

namespace grader {

enum ExitCode : int {
  kAllWell = 0,
  kNotAccepted = 1,   // the submission is not accepted
  kWrongUsage = 2,    // wrong usage or a bad problem file
  kGraderFailed = 3,  // the grader itself could not do its work
};

ExitCode ExitCodeFor(VerdictWord verdict);

// Prints `grader: MESSAGE` to stderr; gives kWrongUsage for what the user can
// put right (not found, invalid, not readable), else kGraderFailed.
ExitCode Fail(const absl::Status& status);

}  // namespace grader

#endif  // GRADER_CLI_EXIT_CODE_H_

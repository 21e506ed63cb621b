// A linter run on a submission's files, in the sandbox, and what it says.
#ifndef GRADER_EXECUTE_LINTER_RUN_H_
#define GRADER_EXECUTE_LINTER_RUN_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/execute/command.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/runner.h"
#include "grader/execute/style_findings.h"
#include "grader/problem/linter.h"
#include "grader/problem/submission.h"

namespace grader {

// The run of `linter` on the files of `submission`, without the words by which
// they tell it to be silent. With `rules`, it looks for those. `headers` are
// folders that hold what a submission includes beside its own. kUnavailable if
// the machine does not have the linter.
absl::StatusOr<Command> LinterCommand(
    const Linter& linter, const std::vector<std::string>& rules,
    const Submission& submission,
    const std::vector<std::filesystem::path>& headers);

// A line of a linter's output.
struct LinterFinding {
  Diagnostic place;                // its message ends with the rule in brackets
  std::vector<std::string> rules;  // the names that it has; may be none

  bool operator==(const LinterFinding&) const = default;
};

// The findings in `output` at lines of `sources`, each once. Pure.
std::vector<LinterFinding> ReadLinterOutput(
    const Linter& linter, absl::string_view output,
    const std::vector<SourceFile>& sources);

// Runs the linters of the submission's deductions, each under the limits of a
// build, and adds to `found`, which has an entry for each deduction, what they
// find; a finding counts for the first deduction that it fits. What a linter
// does not understand is in the entry, and deducts nothing. kUnavailable if a
// linter is missing, or does not even understand an empty text; `folder` is
// where the submission lies.
absl::Status RunLinters(const Submission& submission,
                        const std::vector<std::filesystem::path>& headers,
                        const std::filesystem::path& folder, Runner& runner,
                        std::vector<StyleFindings>& found);

// All that what it finds depends on, beside the submission.
void AddLinter(const Linter& linter, ContentHash& hash);

}  // namespace grader

#endif  // GRADER_EXECUTE_LINTER_RUN_H_

#include "grader/execute/style_check.h"

#include <cstdint>
#include <utility>

#include "grader/execute/linter_run.h"
#include "grader/execute/style_warnings.h"

namespace grader {

namespace fs = std::filesystem;

absl::StatusOr<std::vector<StyleFindings>> CheckStyle(
    const Submission& submission, const Plan& plan,
    const std::vector<CacheEntryPtr>& entries, const fs::path& folder,
    absl::string_view log, Runner& runner) {
  std::vector<StyleFindings> found = FindWarnings(submission, log);
  std::vector<fs::path> headers;
  if (plan.headers) headers.push_back(entries[*plan.headers]->folder());
  absl::Status run = RunLinters(submission, headers, folder, runner, found);
  if (!run.ok()) return run;
  for (StyleFindings& findings : found) {
    for (Diagnostic& one : findings.told) {
      const auto name = submission.handed_in_as.find(one.file);
      if (name != submission.handed_in_as.end()) one.file = name->second;
    }
  }
  return found;
}

void AddDeductions(const Submission& submission, ContentHash& hash) {
  if (submission.deductions.empty()) return;
  hash.Add("deductions");
  for (const Deduction& deduction : submission.deductions) {
    hash.Add(std::int64_t{IsFor(deduction, submission.language)});
    hash.Add(deduction.warning).Add(deduction.rules);
    if (const Linter* linter = LinterOf(deduction)) {
      AddLinter(*linter, hash);
    }
  }
}

}  // namespace grader

// Looks in a submission for what its problem deducts points for.
#ifndef GRADER_EXECUTE_STYLE_CHECK_H_
#define GRADER_EXECUTE_STYLE_CHECK_H_

#include <filesystem>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/execute/cache.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/plan.h"
#include "grader/execute/runner.h"
#include "grader/execute/style_findings.h"
#include "grader/problem/submission.h"

namespace grader {

// What is found for each of the deductions of `submission`, which lies in
// `folder` and was built, as `log` tells: warnings in the log, and what linters
// say; `entries` hold the parts of the plan. kUnavailable if the machine lacks
// a linter, or the compiler a warning.
absl::StatusOr<std::vector<StyleFindings>> CheckStyle(
    const Submission& submission, const Plan& plan,
    const std::vector<CacheEntryPtr>& entries,
    const std::filesystem::path& folder, absl::string_view log, Runner& runner);

// What that depends on, beside what the submission is built from.
void AddDeductions(const Submission& submission, ContentHash& hash);

}  // namespace grader

#endif  // GRADER_EXECUTE_STYLE_CHECK_H_

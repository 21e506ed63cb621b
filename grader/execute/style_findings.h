// StyleFindings: the places in a submission that one deduction is for.
#ifndef GRADER_EXECUTE_STYLE_FINDINGS_H_
#define GRADER_EXECUTE_STYLE_FINDINGS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "grader/execute/diagnostic.h"
#include "grader/problem/submission.h"

namespace grader {

// More are counted, and not told one by one.
inline constexpr std::size_t kFindingsTold = 20;

struct StyleFindings {
  int count = 0;
  // The first of them; each message ends with the rule in brackets, if it has
  // one.
  std::vector<Diagnostic> told;
  // The linter was stopped for all that it found: there may be more.
  bool incomplete = false;
  // Why the linter could not look at the submission, in a clause; empty: it
  // did.
  std::string trouble;

  bool empty() const { return count == 0 && trouble.empty(); }

  bool operator==(const StyleFindings&) const = default;
};

// Counts `finding`, which is in one of `sources`, and tells it with its line if
// it is one of the first.
void AddFinding(Diagnostic finding, const std::vector<SourceFile>& sources,
                StyleFindings& findings);

}  // namespace grader

#endif  // GRADER_EXECUTE_STYLE_FINDINGS_H_

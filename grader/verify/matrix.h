// Which case catches which wrong submission: shows the cases that do no work,
// and the submissions that are rejected by luck. Pure.
#ifndef GRADER_VERIFY_MATRIX_H_
#define GRADER_VERIFY_MATRIX_H_

#include <string>
#include <vector>

#include "grader/problem/submission_rules.h"
#include "grader/report/report.h"

namespace grader {

struct MatrixRow {
  std::string submission;
  std::vector<bool> caught;        // by each case, in the order of the cases
  std::vector<std::string> meant;  // cases that the author says must catch it
};

struct CaseMatrix {
  std::vector<std::string> cases;
  std::vector<MatrixRow> rows;  // of the submissions that must be rejected
};

// Adds the row of a wrong submission; one that did not build has none. A case
// that was skipped caught nothing.
void AddRow(const std::string& submission, const Report& report,
            const SubmissionRule& rule, CaseMatrix& matrix);

// What an author should look at: a case that catches nothing; a submission of
// which nobody says which case should catch it. That a case catches nothing
// alone is no fault: cases may overlap, each told in its own words.
std::vector<std::string> MatrixWarnings(const CaseMatrix& matrix);

// A line per submission: `x` where a case caught it, `X` where it was meant to,
// `.` where not; below them the names of the cases.
std::string MatrixText(const CaseMatrix& matrix);

}  // namespace grader

#endif  // GRADER_VERIFY_MATRIX_H_

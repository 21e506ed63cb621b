#include "grader/verify/matrix.h"

#include <algorithm>
#include <cstddef>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace grader {
namespace {

// "a", "b", …, "z", "A", …: enough for a heading of one column.
std::string Column(std::size_t i) {
  constexpr absl::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return std::string(1, kLetters[i % kLetters.size()]);
}

}  // namespace

void AddRow(const std::string& submission, const Report& report,
            const SubmissionRule& rule, CaseMatrix& matrix) {
  if (report.cases.empty()) return;
  MatrixRow row = {submission, {}, rule.fails};
  for (const CaseReport& one : report.cases) {
    row.caught.push_back(one.verdict.word != VerdictWord::kAccepted &&
                         !one.skipped());
  }
  matrix.rows.push_back(std::move(row));
}

std::vector<std::string> MatrixWarnings(const CaseMatrix& matrix) {
  std::vector<std::string> warnings;
  for (std::size_t i = 0; i < matrix.cases.size(); ++i) {
    const auto catches = [i](const MatrixRow& row) { return row.caught[i]; };
    if (absl::c_none_of(matrix.rows, catches)) {
      warnings.push_back(absl::StrCat("case \"", matrix.cases[i],
                                      "\" catches no wrong submission"));
    }
  }
  for (const MatrixRow& row : matrix.rows) {
    if (!row.meant.empty()) continue;
    warnings.push_back(
        absl::StrCat(row.submission,
                     " is caught by luck: submissions.yaml names no case that "
                     "must fail (fails: […])"));
  }
  return warnings;
}

std::string MatrixText(const CaseMatrix& matrix) {
  std::size_t width = 0;
  for (const MatrixRow& row : matrix.rows) {
    width = std::max(width, row.submission.size());
  }
  std::string text = std::string(width, ' ');
  for (std::size_t i = 0; i < matrix.cases.size(); ++i) {
    absl::StrAppend(&text, " ", Column(i));
  }
  text += "\n";
  for (const MatrixRow& row : matrix.rows) {
    absl::StrAppendFormat(&text, "%-*s", width, row.submission);
    for (std::size_t i = 0; i < row.caught.size(); ++i) {
      const bool meant = absl::c_linear_search(row.meant, matrix.cases[i]);
      absl::StrAppend(&text, !row.caught[i] ? " ." : meant ? " X" : " x");
    }
    text += "\n";
  }
  for (std::size_t i = 0; i < matrix.cases.size(); ++i) {
    absl::StrAppend(&text, "  ", Column(i), "  ", matrix.cases[i], "\n");
  }
  return text;
}

}  // namespace grader

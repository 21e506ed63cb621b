#include "grader/batch/gradebook.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grader/batch/csv.h"
#include "grader/judge/verdict.h"
#include "grader/problem/max_points.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

constexpr std::size_t kLongestReason = 300;

// The first line of `text`, not too long.
std::string InALine(absl::string_view text) {
  const std::string line(text.substr(0, text.find('\n')));
  if (line.size() <= kLongestReason) return line;
  return absl::StrCat(line.substr(0, CutBefore(line, kLongestReason)), "…");
}

std::string ReasonOf(const Result& result) {
  if (result.verdict == VerdictName(VerdictWord::kAccepted)) return "";
  const std::string word = absl::StrReplaceAll(result.verdict, {{"_", " "}});
  return result.message.empty()
             ? word
             : absl::StrCat(word, ": ", InALine(result.message));
}

}  // namespace

Points GradebookRow::score() const {
  Points sum;
  for (const auto& [problem, result] : results) sum += result.score;
  return sum;
}

std::string GradebookRow::Reason(bool name_problems) const {
  std::vector<std::string> reasons;
  for (const auto& [problem, result] : results) {
    const std::string reason = ReasonOf(result);
    if (reason.empty()) continue;
    reasons.push_back(name_problems ? absl::StrCat(problem, ": ", reason)
                                    : reason);
  }
  reasons.insert(reasons.end(), member.notes.begin(), member.notes.end());
  return absl::StrJoin(reasons, "; ");
}

Points Gradebook::max_score() const {
  Points sum;
  for (const GradebookColumn& column : columns) sum += column.max_score;
  return sum;
}

Gradebook MakeGradebook(const std::vector<Member>& members,
                        const std::vector<Result>& results,
                        const std::vector<Problem>& problems) {
  Gradebook book;
  std::map<std::string, std::size_t> rows;
  for (const Member& member : members) {
    rows[member.name] = book.rows.size();
    book.rows.push_back({member, {}});
  }
  for (const Result& result : results) {
    const auto row = rows.find(result.learner);
    if (row == rows.end()) continue;
    book.rows[row->second].results[result.problem] = result;
  }
  for (const Problem& problem : problems) {
    book.columns.push_back({problem.id, problem.title, MaxPoints(problem)});
  }
  return book;
}

std::string GradebookCsv(const Gradebook& book) {
  std::vector<std::string> fields = {"learner"};
  for (const GradebookColumn& column : book.columns) {
    fields.push_back(column.id);
  }
  fields.insert(fields.end(),
                {"score", "max_score", "id", "email", "section", "reason"});
  std::string csv = CsvRow(fields);
  for (const GradebookRow& row : book.rows) {
    fields = {row.member.name};
    for (const GradebookColumn& column : book.columns) {
      const auto it = row.results.find(column.id);
      fields.push_back(it == row.results.end() ? ""
                                               : ExactPoints(it->second.score));
    }
    const Learner& learner = row.member.learner;
    fields.insert(
        fields.end(),
        {ExactPoints(row.score()), ExactPoints(book.max_score()),
         learner.id.empty() ? learner.number : learner.id, learner.email,
         learner.section, row.Reason(book.columns.size() > 1)});
    csv += CsvRow(fields);
  }
  return csv;
}

}  // namespace grader

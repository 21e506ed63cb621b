#include "grader/batch/gradebook.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/batch/csv.h"
#include "grader/judge/verdict.h"
#include "grader/judge/verdict_words.h"
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
  if (result.verdict.empty() ||
      result.verdict == VerdictName(VerdictWord::kAccepted)) {
    return "";
  }
  const std::string word = NameInWords(result.verdict);
  return result.message.empty()
             ? word
             : absl::StrCat(word, ": ", InALine(result.message));
}

// "changed from 2 to 3 points by Ann: the statement was unclear".
std::string DecisionOf(const GradebookCell& cell) {
  const Override& decided = *cell.decided;
  std::vector<std::string> from;
  std::vector<std::string> to;
  if (!decided.verdict.empty()) {
    from.push_back(NameInWords(cell.result.verdict));
    to.push_back(NameInWords(decided.verdict));
  }
  if (decided.points) {
    const Points max_score = cell.result.max_score;
    from.push_back(ShownPoints(cell.earned, max_score));
    to.push_back(PointsInWords(*decided.points, max_score));
  }
  return absl::StrCat("changed from ",
                      cell.result.verdict.empty() ? "nothing handed in"
                                                  : absl::StrJoin(from, ", "),
                      " to ", absl::StrJoin(to, ", "), " by ", decided.who,
                      ": ", InALine(decided.reason));
}

// Which of `hand_ins` each result is of, by learner and problem.
using Key = std::pair<std::string, std::string>;
std::map<Key, const HandIn*> ByLearnerAndProblem(const HandIns& hand_ins) {
  std::map<Key, const HandIn*> found;
  for (const HandIn& hand_in : hand_ins.all) {
    found[{hand_in.learner, hand_in.problem->id}] = &hand_in;
  }
  return found;
}

void Decide(const Overrides& overrides,
            const std::map<std::string, std::size_t>& rows, Gradebook& book) {
  for (const auto& [key, decided] : overrides) {
    const auto row = rows.find(key.first);
    if (row == rows.end()) continue;
    auto& grades = book.rows[row->second].grades;
    const auto [grade, is_new] = grades.try_emplace(key.second);
    if (is_new) {
      Result& result = grade->second.result;
      result.learner = key.first;
      result.problem = key.second;
      for (const GradebookColumn& column : book.columns) {
        if (column.id == key.second) result.max_score = column.max_score;
      }
    }
    grade->second.decided = decided;
  }
}

}  // namespace

Points GradebookCell::score() const {
  return decided && decided->points ? *decided->points : earned;
}

std::string GradebookCell::verdict() const {
  return decided && !decided->verdict.empty() ? decided->verdict
                                              : result.verdict;
}

std::vector<std::string> GradebookCell::Reasons() const {
  std::vector<std::string> reasons = {ReasonOf(result), result.deducted, late};
  if (decided) reasons.push_back(DecisionOf(*this));
  std::erase(reasons, "");
  return reasons;
}

Points GradebookRow::score() const {
  Points sum;
  for (const auto& [problem, grade] : grades) sum += grade.score();
  return sum;
}

std::string GradebookRow::Reason(bool name_problems) const {
  std::vector<std::string> reasons;
  for (const auto& [problem, grade] : grades) {
    for (const std::string& reason : grade.Reasons()) {
      reasons.push_back(name_problems ? absl::StrCat(problem, ": ", reason)
                                      : reason);
    }
  }
  reasons.insert(reasons.end(), member.notes.begin(), member.notes.end());
  return absl::StrJoin(reasons, "; ");
}

Points Gradebook::max_score() const {
  Points sum;
  for (const GradebookColumn& column : columns) sum += column.max_score;
  return sum;
}

Gradebook MakeGradebook(const HandIns& hand_ins,
                        const std::vector<Result>& results,
                        const std::vector<Problem>& problems,
                        const GradingRules& rules) {
  Gradebook book;
  std::map<std::string, std::size_t> rows;
  for (const Member& member : hand_ins.members) {
    rows[member.name] = book.rows.size();
    book.rows.push_back({member, {}});
  }
  const auto of = ByLearnerAndProblem(hand_ins);
  for (const Result& result : results) {
    const auto it = rows.find(result.learner);
    if (it == rows.end()) continue;
    GradebookRow& row = book.rows[it->second];
    GradebookCell grade{result, result.score, "", {}};
    const auto hand_in = of.find({result.learner, result.problem});
    if (rules.deadline && hand_in != of.end()) {
      Lateness lateness = LatenessOf(hand_in->second->when, *rules.deadline,
                                     row.member.learner.extension, result.score,
                                     result.max_score);
      grade.earned -= lateness.deducted;
      grade.late = std::move(lateness.words);
    }
    row.grades[result.problem] = std::move(grade);
  }
  for (const Problem& problem : problems) {
    book.columns.push_back({problem.id, problem.title, MaxPoints(problem)});
  }
  Decide(rules.overrides, rows, book);
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
      const auto it = row.grades.find(column.id);
      fields.push_back(
          it == row.grades.end() ? "" : ExactPoints(it->second.score()));
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

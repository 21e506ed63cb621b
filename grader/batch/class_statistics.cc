#include "grader/batch/class_statistics.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "grader/judge/verdict.h"
#include "grader/judge/verdict_words.h"

namespace grader {
namespace {

// One case of one problem, while it is counted.
struct CountedCase {
  CaseFailures failures;
  std::map<std::string, std::size_t> ways;
};

std::string WayOf(const CaseOutcome& outcome) {
  const std::string word = NameInWords(outcome.verdict);
  return outcome.reason.empty() ? word
                                : absl::StrCat(word, ": ", outcome.reason);
}

void Count(const Result& result, std::vector<CountedCase>& cases,
           std::map<std::string, std::size_t>& by_name) {
  for (const CaseOutcome& outcome : result.cases) {
    if (outcome.verdict.empty() ||
        outcome.verdict == VerdictName(VerdictWord::kJudgeError)) {
      continue;
    }
    const auto [it, is_new] = by_name.try_emplace(outcome.name, cases.size());
    if (is_new) cases.push_back({{result.problem, outcome.name, 0, 0, {}}, {}});
    CountedCase& counted = cases[it->second];
    ++counted.failures.run;
    if (outcome.verdict == VerdictName(VerdictWord::kAccepted)) continue;
    ++counted.failures.failed;
    ++counted.ways[WayOf(outcome)];
  }
}

}  // namespace

PointsDistribution DistributionOf(std::vector<Points> scores,
                                  Points max_score) {
  PointsDistribution distribution;
  const std::size_t tenths = distribution.counts.size() - 1;
  distribution.learners = scores.size();
  if (scores.empty()) return distribution;
  std::sort(scores.begin(), scores.end());
  Points sum;
  for (const Points score : scores) {
    sum += score;
    std::size_t bin = tenths;
    if (score < max_score) {
      bin = static_cast<std::size_t>(
                std::max<std::int64_t>(score.millionths(), 0)) *
            tenths / static_cast<std::size_t>(max_score.millionths());
    }
    ++distribution.counts[bin];
  }
  const std::size_t middle = scores.size() / 2;
  distribution.mean = Points::Millionths(
      sum.millionths() / static_cast<std::int64_t>(scores.size()));
  distribution.median =
      scores.size() % 2 == 1
          ? scores[middle]
          : Points::Millionths(
                (scores[middle - 1] + scores[middle]).millionths() / 2);
  return distribution;
}

std::vector<CaseFailures> FailuresByCase(const Gradebook& book) {
  std::vector<CaseFailures> all;
  for (const GradebookColumn& column : book.columns) {
    std::vector<CountedCase> cases;
    std::map<std::string, std::size_t> by_name;
    for (const GradebookRow& row : book.rows) {
      const auto it = row.grades.find(column.id);
      if (it != row.grades.end()) Count(it->second.result, cases, by_name);
    }
    for (CountedCase& one : cases) {
      if (one.failures.failed == 0) continue;
      one.failures.ways.assign(one.ways.begin(), one.ways.end());
      std::stable_sort(
          one.failures.ways.begin(), one.failures.ways.end(),
          [](const auto& a, const auto& b) { return a.second > b.second; });
      all.push_back(std::move(one.failures));
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const CaseFailures& a, const CaseFailures& b) {
                     return a.failed * b.run > b.failed * a.run;
                   });
  return all;
}

}  // namespace grader

#include "grader/report/hints.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace grader {
namespace {

// "NAME #2", one of the cases that "NAME" was repeated as, goes by that name.
bool IsCase(absl::string_view when, absl::string_view name) {
  return name == when || (absl::StartsWith(name, when) &&
                          absl::StartsWith(name.substr(when.size()), " #"));
}

bool IsFailure(absl::string_view when, const Verdict& verdict) {
  if (when == "signal") return absl::StartsWith(verdict.reason, "signal:");
  if (when == "time_limit") {
    return verdict.word == VerdictWord::kTimeLimitExceeded &&
           verdict.reason != "deadlock";
  }
  return when == verdict.reason;
}

bool Fits(const Hint& hint, const CaseReport& failed) {
  return std::any_of(hint.when.begin(), hint.when.end(),
                     [&](const std::string& when) {
                       return IsCase(when, failed.test_case.name) ||
                              IsFailure(when, failed.verdict);
                     });
}

}  // namespace

std::vector<std::string> HintsFor(const std::vector<Hint>& hints,
                                  const CaseReport* failed) {
  std::vector<std::string> fitting;
  std::vector<std::string> general;
  for (const Hint& hint : hints) {
    if (failed == nullptr || hint.when.empty()) {
      general.push_back(hint.text);
    } else if (Fits(hint, *failed)) {
      fitting.push_back(hint.text);
    }
  }
  fitting.insert(fitting.end(), general.begin(), general.end());
  return fitting;
}

}  // namespace grader

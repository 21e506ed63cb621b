#include "grader/verify/suite_words.h"

#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/suite.h"

namespace grader {

std::string ProcessesInWords(const Problem& problem) {
  std::size_t apart = 0, right = 0, wrong = 0, mutants = 0;
  std::vector<std::string> shared;
  for (const TestCase& one : problem.cases) {
    if (one.test == nullptr) continue;
    if (one.test->kind == SuiteTest::Kind::kHandedIn) {
      ++(one.test->with.right    ? right
         : one.test->with.mutant ? mutants
                                 : wrong);
    } else if (one.test->kind == SuiteTest::Kind::kApart) {
      ++apart;
    } else {
      shared.push_back(one.name);
    }
  }
  if (wrong > 0) {
    return absl::StrCat(
        right / 2, " right implementations, each tried twice, ", wrong,
        " wrong", mutants > 0 ? absl::StrCat(", ", mutants, " mutants") : "");
  }
  const std::string words =
      absl::StrCat(apart, " run apart from the submission");
  if (shared.empty()) return words;
  constexpr std::size_t kShown = 5;
  const std::size_t count = shared.size();
  if (count > kShown) {
    shared.resize(kShown);
    shared.emplace_back("…");
  }
  return absl::StrCat(words, ", ", count, " in its process, which could forge ",
                      "what they report: ", absl::StrJoin(shared, ", "));
}

void AddMutantWarnings(const Problem& problem, const MutantCases& mutants,
                       const std::vector<EquivalentMutant>& equivalents,
                       std::vector<std::string>& warnings) {
  if (!problem.suite->mutants) return;
  for (const MutantDiff& diff : mutants.left_out) {
    if (FindEquivalent(equivalents, diff) != nullptr) continue;
    warnings.push_back(
        absl::StrCat("the reference passes with a mutant, which is left out; "
                     "if it is equivalent, say so in equivalent.yaml: line ",
                     diff.line, "\n- ", diff.was, "\n+ ", diff.becomes));
  }
  const auto most = static_cast<std::size_t>(problem.suite->mutants->most);
  if (mutants.cases.size() < most) {
    warnings.push_back(absl::StrCat("there are ", mutants.cases.size(),
                                    " mutants, not ", most,
                                    ": no more are caught"));
  }
}

}  // namespace grader

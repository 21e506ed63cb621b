#include "grader/execute/mutant_cases.h"

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/execute/build.h"
#include "grader/execute/built_with.h"
#include "grader/execute/case_command.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/failed_driver.h"
#include "grader/execute/wire.h"
#include "grader/execute/with_reference.h"
#include "grader/problem/submission.h"
#include "grader/problem/suite.h"
#include "grader/problem/tests_reader.h"
#include "grader/syntax/grammars.h"
#include "grader/syntax/mutate.h"
#include "grader/syntax/mutate_dialect.h"
#include "grader/syntax/syntax_tree.h"

namespace grader {
namespace {

using nlohmann::json;

// By their places among all mutants: with which the reference does not pass,
// and with which it does.
using Places = std::vector<std::size_t>;
constexpr char kCaught[] = "caught";
constexpr char kPassed[] = "passed";

absl::StatusOr<std::vector<Mutant>> AllMutants(const Suite& suite) {
  const auto dialect = DialectOf(suite.language);
  if (!dialect.ok()) return dialect.status();
  const auto tree = SyntaxTree::ParseWhole(suite.with->content, suite.language,
                                           GrammarsFolder());
  if (!tree.ok()) return tree.status();
  return MakeMutants(*tree, **dialect);
}

// All places below `count`, so that the first `most` are spread evenly.
std::vector<std::size_t> Spread(std::size_t count, std::size_t most) {
  std::vector<std::size_t> places(count);
  std::iota(places.begin(), places.end(), std::size_t{0});
  const std::size_t stride =
      std::max<std::size_t>(1, (count + most - 1) / most);
  std::stable_sort(
      places.begin(), places.end(),
      [&](std::size_t a, std::size_t b) { return a % stride < b % stride; });
  return places;
}

// The lines of a diff as one, without their indentation.
std::string InOneLine(const std::string& lines) {
  std::vector<std::string> words =
      absl::StrSplit(lines, absl::ByAnyChar(" \t\n"), absl::SkipEmpty());
  return absl::StrJoin(words, " ");
}

std::string InWords(const MutantDiff& diff) {
  const std::string place =
      absl::StrCat("line ", diff.line, ", `", InOneLine(diff.was), "`, ");
  return diff.becomes.empty()
             ? absl::StrCat("Of a right one ", place, "is left out.")
             : absl::StrCat("Of a right one ", place, "has become `",
                            InOneLine(diff.becomes), "`.");
}

// The case of `mutant`, as those of the right one that it was made of are; they
// are the first two, for either order of the tests.
TestCase CaseOf(const Mutant& mutant, std::size_t number,
                const Problem& problem) {
  const Suite& suite = *problem.suite;
  TestCase one = problem.cases[number % 2];
  auto test = std::make_shared<SuiteTest>(*one.test);
  test->with = {false, true, Apply(mutant, suite.with->content)};
  one.name = test->id = absl::StrCat(kMutantName, number);
  one.test = std::move(test);
  one.points = suite.mutants->points;
  one.visibility =
      suite.mutants->visible ? Visibility::kVisible : Visibility::kHidden;
  one.why = suite.mutants->visible
                ? InWords(DiffOf(mutant, suite.with->content))
                : "";
  for (const TestCase& other : problem.cases) {
    if (other.test->with.right) one.needs.push_back(other.name);
  }
  return one;
}

// Whether all tests passed; nothing if that depends on how long it takes, or on
// the machine. Fails where it is the driver that has failed, which says nothing
// of the mutant.
absl::StatusOr<std::optional<bool>> Passed(const Observation& seen,
                                           bool driven) {
  if (const DriverFailure* failure = FailedDriver(seen);
      driven && failure != nullptr) {
    return absl::UnavailableError(
        absl::StrCat("the reference cannot be run with a mutant: its driver "
                     "has failed",
                     seen.err.head.empty() ? "" : ":\n", seen.err.Joined()));
  }
  // When memory is short, the machine ends processes by this very signal.
  if (std::holds_alternative<Killed>(seen.termination) ||
      std::holds_alternative<Deadlocked>(seen.termination) ||
      seen.termination == Termination(Signaled{SIGKILL})) {
    return std::nullopt;
  }
  if (!driven) return seen.termination == Termination(Exited{0});
  const json report = json::parse(seen.out.Joined(), nullptr, false);
  return seen.trace.done && report.is_object() &&
         report.value("outcome", "") == "passed";
}

// Whether the reference passes with the mutant; nothing if that cannot be said,
// or it does not compile with it.
absl::StatusOr<std::optional<bool>> PassesWith(const TestCase& mutant,
                                               const Submission& reference,
                                               const Workshop& workshop) {
  const auto build = BuildSubmission(BuiltWith(mutant, reference), workshop);
  if (!build.ok()) return build.status();
  if (!build->ok) return std::nullopt;
  const absl::Cleanup remove = [&] { RemoveBuild(*build, workshop.workspace); };
  const auto seen = workshop.runner.Run(
      CommandFor(*build, mutant, ClockKind::kReal), LimitsFor(*build, mutant));
  if (!seen.ok()) return seen.status();
  return Passed(*seen, !build->command.driver.empty());
}

absl::StatusOr<json> Choose(const std::vector<Mutant>& mutants,
                            const Problem& problem, const Submission& reference,
                            const Workshop& workshop) {
  const auto most = static_cast<std::size_t>(problem.suite->mutants->most);
  Places caught, passed;
  for (const std::size_t i : Spread(mutants.size(), most)) {
    if (caught.size() == most) break;
    workshop.Tell(absl::StrCat("a mutant, ", caught.size(), " of ", most));
    const auto passes =
        PassesWith(CaseOf(mutants[i], 1, problem), reference, workshop);
    if (!passes.ok()) return passes.status();
    if (*passes) (**passes ? passed : caught).push_back(i);
  }
  std::sort(caught.begin(), caught.end());
  std::sort(passed.begin(), passed.end());
  return json{{kCaught, caught}, {kPassed, passed}};
}

// Whether `kept` is a choice among `count` mutants.
bool IsChoice(const json& kept, std::size_t count) {
  for (const char* list : {kCaught, kPassed}) {
    for (const std::size_t i : kept.at(list).get<Places>()) {
      if (i >= count) return false;
    }
  }
  return true;
}

// Of all that the choice depends on; `build` is that of the reference.
std::string NameOf(const std::vector<Mutant>& mutants, const Problem& problem,
                   const Build& build) {
  const Suite& suite = *problem.suite;
  ContentHash hash("mutants 3");
  hash.Add(suite.framework).Add(EncodeRequest({Command(), problem.limits}));
  hash.Add(build.hash).Add(std::int64_t{suite.mutants->most});
  for (const Mutant& mutant : mutants) {
    hash.Add(static_cast<std::int64_t>(mutant.begin)).Add(mutant.replacement);
  }
  return hash.Digest();
}

absl::StatusOr<json> Find(const std::vector<Mutant>& mutants,
                          const Problem& problem, const Workshop& workshop) {
  const ReferenceQuestion question = {
      [&](const Build& build) { return NameOf(mutants, problem, build); },
      [&](const json& kept) { return IsChoice(kept, mutants.size()); },
      [&](const Submission& reference, const Build&, const Workshop& with) {
        return Choose(mutants, problem, reference, with);
      }};
  return WithReference(problem, question, workshop);
}

}  // namespace

absl::StatusOr<MutantCases> MakeMutantCases(const Problem& problem,
                                            const Workshop& workshop) {
  MutantCases made;
  if (problem.suite == nullptr || !problem.suite->mutants) return made;
  const auto mutants = AllMutants(*problem.suite);
  if (!mutants.ok()) return mutants.status();
  const auto chosen = Find(*mutants, problem, workshop);
  if (!chosen.ok()) return chosen.status();
  for (const std::size_t i : chosen->at(kCaught).get<Places>()) {
    made.cases.push_back(CaseOf((*mutants)[i], made.cases.size() + 1, problem));
  }
  for (const std::size_t i : chosen->at(kPassed).get<Places>()) {
    made.left_out.push_back(
        DiffOf((*mutants)[i], problem.suite->with->content));
  }
  return made;
}

}  // namespace grader

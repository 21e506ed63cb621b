// grader mutate: do the cases of a problem notice small changes of its
// reference?
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/terminal.h"
#include "grader/cli/tools.h"
#include "grader/execute/choose_clock.h"
#include "grader/execute/list_tests.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/load_problem.h"
#include "grader/verify/mutation_score.h"
#include "grader/verify/package_limit.h"

namespace grader {
namespace {

struct MutateArguments {
  std::string problem;
  std::string language;
  std::string problems;
  std::string clock = "auto";
  double at_least = 95;
};

absl::StatusOr<std::vector<std::string>> ChosenLanguages(
    const Problem& problem, const std::string& wanted) {
  const std::vector<std::string> offered = LanguagesOf(problem);
  if (wanted.empty()) return offered;
  if (absl::c_linear_search(offered, wanted)) {
    return std::vector<std::string>{wanted};
  }
  return absl::InvalidArgumentError(
      absl::StrCat("problem ", problem.id, " is offered in ",
                   absl::StrJoin(offered, ", "), ", not in ", wanted));
}

absl::StatusOr<bool> ScoreAll(const MutateArguments& arguments) {
  const auto folder = ProblemsFolder(arguments.problems);
  if (!folder.ok()) return folder.status();
  const auto directory = LocateProblem(*folder, arguments.problem);
  if (!directory.ok()) return directory.status();
  auto problem = LoadProblem(*directory);
  if (!problem.ok()) return problem.status();
  const auto languages = ChosenLanguages(*problem, arguments.language);
  if (!languages.ok()) return languages.status();
  const auto tools = MakeTools();
  if (!tools.ok()) return tools.status();
  if (absl::Status listed = ListTests(*problem, (*tools)->workshop());
      !listed.ok()) {
    return listed;
  }
  const auto clock = ChooseClock(arguments.clock, *(*tools)->runner);
  if (!clock.ok()) return clock.status();
  const auto limit = SettleTimeLimit(*problem, *clock, (*tools)->workshop());
  if (!limit.ok()) return limit.status();
  GradeOptions options;
  options.clock = *clock;

  bool enough = true;
  for (const std::string& language : *languages) {
    Progress progress;
    const auto score = ScoreMutants(
        *problem, language, options, (*tools)->workshop(),
        [&](int done, int all) {
          progress.Show(absl::StrCat("mutant ", done, " of ", all));
        });
    if (!score.ok()) return score.status();
    std::cout << MutationText(*score, StyleFor(STDOUT_FILENO)) << std::flush;
    enough = enough && score->percent() >= arguments.at_least;
  }
  return enough;
}

ExitCode Mutate(const MutateArguments& arguments) {
  const absl::StatusOr<bool> enough = ScoreAll(arguments);
  if (!enough.ok()) return Fail(enough.status());
  return *enough ? kAllWell : kNotAccepted;
}

}  // namespace

void AddMutateCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<MutateArguments>();
  CLI::App* mutate = app.add_subcommand(
      "mutate", "Change a reference in small ways: do the cases notice?");
  mutate
      ->add_option("PROBLEM", arguments->problem,
                   "a problem: its id, its number or its folder")
      ->required();
  mutate->add_option("--lang", arguments->language,
                     "this language alone (default: all it is offered in)");
  mutate
      ->add_option("--at-least", arguments->at_least,
                   "the percentage that must be noticed")
      ->check(CLI::Range(0.0, 100.0))
      ->capture_default_str();
  mutate
      ->add_option("--clock", arguments->clock, "the clock the mutants run on")
      ->check(CLI::IsMember({"auto", "virtual", "real"}))
      ->capture_default_str();
  AddCourseOptions(*mutate, arguments->problems);
  mutate->footer(
      "A mutant that does the same as the reference belongs in\n"
      "fixtures/problems/ID/equivalent.yaml, with the reason:\n"
      "  equivalent:\n"
      "    - {was: THE LINE, becomes: THE CHANGED LINE, reason: WHY}\n\n"
      "Exit status: 0 enough are noticed, 1 too few, 2 wrong usage, 3 the "
      "grader failed.");
  mutate->callback([arguments, &exit_code] { exit_code = Mutate(*arguments); });
}

}  // namespace grader

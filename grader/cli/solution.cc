// grader solution: the author's own solution, once it is earned or asked for.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/unit_here.h"
#include "grader/course/unit_files.h"
#include "grader/problem/submission.h"

namespace grader {
namespace {

struct SolutionArguments {
  std::string problem;
  bool give_up = false;
};

ExitCode ShowSolution(const SolutionArguments& arguments) {
  const auto unit = UnitHere(arguments.problem, "");
  if (!unit.ok()) return Fail(unit.status());
  const auto course = ReadCourse(unit->workspace);
  if (!course.ok()) return Fail(course.status());
  const bool earned = StateOf(course->states, unit->problem.id).done();
  if (!earned && !arguments.give_up) {
    return Fail(absl::InvalidArgumentError(absl::StrCat(
        "\"", unit->problem.title,
        "\" is not accepted yet. `grader hint` helps a little; `grader "
        "solution --give-up` shows the solution, and notes that in your "
        "progress")));
  }
  const auto solution = LoadReference(
      unit->problem, UnitLanguage(unit->problem, unit->workspace.language));
  if (!solution.ok()) return Fail(solution.status());
  if (!earned) {
    const absl::Status recorded = RecordLook(*unit, kGaveUp);
    if (!recorded.ok()) return Fail(recorded);
  }
  for (const SourceFile& source : solution->sources) {
    if (solution->sources.size() > 1) {
      std::cout << "==> " << source.name << " <==\n";
    }
    std::cout << source.content;
  }
  return kAllWell;
}

}  // namespace

void AddSolutionCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<SolutionArguments>();
  CLI::App* solution = app.add_subcommand(
      "solution",
      "In a workspace: the author's solution of a unit that is accepted");
  solution->add_option("PROBLEM", arguments->problem,
                       "a unit (default: the one here)");
  solution->add_flag("--give-up", arguments->give_up,
                     "show it without, and note that in the progress");
  solution->callback(
      [arguments, &exit_code] { exit_code = ShowSolution(*arguments); });
}

}  // namespace grader

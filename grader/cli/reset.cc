// grader reset: a unit as it was at the start.
#include "grader/course/reset.h"
#include "grader/course/progress.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/unit_here.h"
#include "grader/execute/time_of_day.h"

namespace grader {
namespace {

struct ResetArguments {
  std::string problem;
  bool yes = false;
};

// Whether the user says so; anything but a word that begins with y is a no.
bool Agrees(const std::string& question) {
  std::cout << question << " [y/N] " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return !answer.empty() && (answer[0] == 'y' || answer[0] == 'Y');
}

ExitCode Reset(const ResetArguments& arguments) {
  const auto unit = UnitHere(arguments.problem, "");
  if (!unit.ok()) return Fail(unit.status());
  if (!arguments.yes && isatty(STDIN_FILENO) == 0) {
    return Fail(absl::InvalidArgumentError(
        "this is asked first, and there is no terminal to ask on: "
        "`grader reset --yes` does it without"));
  }
  if (!arguments.yes &&
      !Agrees(absl::StrCat("Put the starter in the place of what you wrote in ",
                           unit->folder.string(),
                           "? Yours is kept as a backup."))) {
    std::cout << "Nothing was changed.\n";
    return kAllWell;
  }
  const auto backup =
      ResetUnit(unit->workspace, unit->problem, unit->folder, TimeOfDay());
  if (!backup.ok()) return Fail(backup.status());
  std::cout << unit->problem.title << " is as it was at the start. Yours is in "
            << backup->string() << "\n";
  return kAllWell;
}

}  // namespace

void AddResetCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<ResetArguments>();
  CLI::App* reset = app.add_subcommand(
      "reset",
      "In a workspace: put the starter in place of what you wrote, and keep "
      "that");
  reset->add_option("PROBLEM", arguments->problem,
                    "a unit (default: the one here)");
  reset->add_flag("--yes", arguments->yes, "do not ask");
  reset->callback([arguments, &exit_code] { exit_code = Reset(*arguments); });
}

}  // namespace grader

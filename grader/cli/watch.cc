// grader watch: checks a unit at every save, and moves on when it is accepted.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "grader/cli/commands.h"
#include "grader/cli/unit_here.h"
#include "grader/cli/watching.h"

namespace grader {
namespace {

bool HasTerminal() {
  const char* const kind = std::getenv("TERM");
  return isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0 &&
         (kind == nullptr || absl::string_view(kind) != "dumb");
}

ExitCode Watch(const std::string& name, bool poll) {
  const auto unit = UnitHere(name, "");
  if (!unit.ok()) return Fail(unit.status());
  if (!HasTerminal()) {
    return Fail(absl::InvalidArgumentError(
        "watching needs a terminal, and this is none; `grader check` checks "
        "once"));
  }
  return WatchUnits(*unit, poll);
}

}  // namespace

void AddWatchCommand(CLI::App& app, ExitCode& exit_code) {
  auto name = std::make_shared<std::string>();
  auto poll = std::make_shared<bool>(false);
  CLI::App* watch = app.add_subcommand(
      "watch", "In a workspace: check at every save, and move on");
  watch->add_option("PROBLEM", *name,
                    "a unit to begin with (default: the one here)");
  watch->add_flag("--poll", *poll,
                  "look twice a second, where saves are not noticed");
  watch->callback(
      [name, poll, &exit_code] { exit_code = Watch(*name, *poll); });
}

}  // namespace grader

// grader progress: what became of each unit so far.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "grader/cli/commands.h"
#include "grader/cli/terminal.h"
#include "grader/cli/unit_here.h"
#include "grader/course/progress_page.h"

namespace grader {
namespace {

ExitCode ShowProgress() {
  const auto workspace = WorkspaceHere();
  if (!workspace.ok()) return Fail(workspace.status());
  const auto course = ReadCourse(*workspace);
  if (!course.ok()) return Fail(course.status());
  std::cout << ProgressText(course->units, course->states,
                            StyleFor(STDOUT_FILENO));
  return kAllWell;
}

}  // namespace

void AddProgressCommand(CLI::App& app, ExitCode& exit_code) {
  CLI::App* progress = app.add_subcommand(
      "progress", "In a workspace: which units are done, attempts and points");
  progress->footer(
      "Every attempt is a line of progress.txt in the workspace: when, unit, "
      "verdict,\npoints, hash of what was handed in.");
  progress->callback([&exit_code] { exit_code = ShowProgress(); });
}

}  // namespace grader

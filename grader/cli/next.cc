// grader next: the unit to go on with.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

#include "grader/cli/commands.h"
#include "grader/cli/unit_here.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// The id of the unit whose folder one stands in; empty outside of all.
std::string CurrentUnit(const LearnerWorkspace& workspace) {
  std::error_code error;
  const auto place = UnitAt(workspace, fs::current_path(error));
  return place.ok() ? place->id : "";
}

ExitCode Next() {
  const auto workspace = WorkspaceHere();
  if (!workspace.ok()) return Fail(workspace.status());
  const auto course = ReadCourse(*workspace);
  if (!course.ok()) return Fail(course.status());
  const std::string current = CurrentUnit(*workspace);
  const Problem* const next = NextUnit(course->units, course->states, current);
  if (next == nullptr) {
    if (current.empty() || StateOf(course->states, current).done()) {
      std::cout << "All " << course->units.size() << " units are done.\n";
    } else {
      std::cout << "All other units are done; only this one is left.\n";
    }
    return kAllWell;
  }
  std::cout << next->title << "\n  cd "
            << PlaceOf(*workspace, *next).folder.string()
            << "\n  grader show\n  grader check\n";
  return kAllWell;
}

}  // namespace

void AddNextCommand(CLI::App& app, ExitCode& exit_code) {
  CLI::App* next = app.add_subcommand(
      "next", "In a workspace: the unit to go on with, behind the one here");
  next->callback([&exit_code] { exit_code = Next(); });
}

}  // namespace grader

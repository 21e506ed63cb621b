// grader hint: one hint after the other.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/terminal.h"
#include "grader/cli/unit_here.h"
#include "grader/report/hints.h"

namespace grader {
namespace {

ExitCode ShowHint(const std::string& name) {
  const auto unit = UnitHere(name, "");
  if (!unit.ok()) return Fail(unit.status());
  const std::vector<std::string> hints = HintsFor(unit->problem.hints, nullptr);
  if (hints.empty()) {
    std::cout << unit->problem.title << " has no hints.\n";
    return kAllWell;
  }
  const auto course = ReadCourse(unit->workspace);
  if (!course.ok()) return Fail(course.status());
  const int count = static_cast<int>(hints.size());
  const int number =
      std::min(StateOf(course->states, unit->problem.id).hints_seen + 1, count);
  const absl::Status recorded = RecordLook(*unit, kHint, number, count);
  Page page(StyleFor(STDOUT_FILENO));
  for (int i = 0; i < number; ++i) {
    // Those that were seen come along, faintly.
    const Ink ink = i + 1 == number ? Ink::kPlain : Ink::kFaint;
    page.Paragraph(0, hints[i], ink,
                   {absl::StrCat("Hint ", i + 1, " of ", count, "  "),
                    ink == Ink::kPlain ? Ink::kStrong : ink});
  }
  std::cout << page.text();
  return recorded.ok() ? kAllWell : Fail(recorded);
}

}  // namespace

void AddHintCommand(CLI::App& app, ExitCode& exit_code) {
  auto name = std::make_shared<std::string>();
  CLI::App* hint = app.add_subcommand(
      "hint", "In a workspace: the next hint for a unit, and those before it");
  hint->add_option("PROBLEM", *name, "a unit (default: the one here)");
  hint->callback([name, &exit_code] { exit_code = ShowHint(*name); });
}

}  // namespace grader

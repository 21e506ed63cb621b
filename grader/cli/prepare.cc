// grader prepare: builds ahead of time what the submissions of problems share.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/terminal.h"
#include "grader/cli/tools.h"
#include "grader/execute/list_tests.h"
#include "grader/execute/monotonic.h"
#include "grader/execute/plan.h"
#include "grader/execute/prepare.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/submission.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

struct PrepareArguments {
  std::vector<std::string> problems;
  std::string folder;
  std::string languages;
};

// What `problem` needs in every language it is offered in; languages without
// tools on this machine are left out.
absl::Status PrepareProblem(const Problem& problem, const Workshop& workshop) {
  for (const std::string& name : LanguagesOf(problem)) {
    const Language language =
        WithOptions(*FindLanguage(*problem.languages, name), problem.build);
    if (!language.installed()) continue;
    const auto scaffold = FindScaffold(problem, language);
    if (!scaffold.ok()) return scaffold.status();
    if (scaffold->empty()) continue;
    const auto plan = MakePlan(*scaffold, language);
    if (!plan.ok()) return plan.status();
    const absl::Status prepared =
        Prepare(*plan, *scaffold, language, workshop).status();
    if (!prepared.ok()) return prepared;
  }
  return absl::OkStatus();
}

ExitCode PrepareAll(const PrepareArguments& arguments) {
  auto problems =
      ChosenProblems(arguments.folder, arguments.problems, arguments.languages);
  if (!problems.ok()) return Fail(problems.status());
  const auto tools = MakeTools();
  if (!tools.ok()) return Fail(tools.status());
  const absl::Time start = MonotonicNow();
  {
    Progress progress;
    for (Problem& problem : *problems) {
      Workshop workshop = (*tools)->workshop();
      workshop.on_progress = [&](const std::string& what) {
        progress.Show(absl::StrCat(problem.id, ": ", what));
      };
      absl::Status prepared = PrepareProblem(problem, workshop);
      prepared.Update(ListTests(problem, workshop));
      if (!prepared.ok()) return Fail(prepared);
    }
  }
  std::cout << problems->size() << " problems ready in "
            << FormatElapsed(
                   absl::Trunc(MonotonicNow() - start, absl::Milliseconds(1)))
            << ", kept in " << (*tools)->cache.root().string() << "\n";
  return kAllWell;
}

}  // namespace

void AddLanguagesOption(CLI::App& command, std::string& languages) {
  command.add_option("--languages", languages,
                     "a file of languages, beside those the grader knows");
}

void AddPrepareCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<PrepareArguments>();
  CLI::App* prepare = app.add_subcommand(
      "prepare", "Build ahead of time what submissions share");
  prepare->add_option("PROBLEM", arguments->problems,
                      "problems: ids, numbers or folders (default: all)");
  AddCourseOptions(*prepare, arguments->folder);
  AddLanguagesOption(*prepare, arguments->languages);
  prepare->footer(
      "`check` prepares what it needs by itself. The cache is $GRADER_CACHE, "
      "else\n$XDG_CACHE_HOME/grader, else ~/.cache/grader (root's: "
      "/var/cache/grader), and\nholds up to $GRADER_CACHE_SIZE (2GiB).");
  prepare->callback(
      [arguments, &exit_code] { exit_code = PrepareAll(*arguments); });
}

}  // namespace grader

// grader start: a learner's workspace, with a folder per unit.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/course/learner_workspace.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/language.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct StartArguments {
  std::string folder = ".";
  std::string language;
  std::string problems;
};

// What a workspace that is there already says, where nothing else is asked for.
absl::StatusOr<LearnerWorkspace> Wanted(const StartArguments& arguments) {
  std::error_code error;
  LearnerWorkspace wanted;
  wanted.folder = fs::absolute(arguments.folder, error).lexically_normal();
  const auto there = FindWorkspace(wanted.folder);
  if (there.ok()) {
    wanted = *there;
  } else if (there.status().code() != absl::StatusCode::kNotFound) {
    return there.status();
  }
  if (wanted.problems.empty() || !arguments.problems.empty()) {
    const auto problems = ProblemsFolder(arguments.problems);
    if (!problems.ok()) return problems.status();
    wanted.problems = *problems;
  }
  if (!arguments.language.empty()) wanted.language = arguments.language;
  if (wanted.language.empty()) wanted.language = "cpp";
  return wanted;
}

ExitCode Start(const StartArguments& arguments) {
  const auto workspace = Wanted(arguments);
  if (!workspace.ok()) return Fail(workspace.status());
  const auto units = LoadCatalogue(workspace->problems);
  if (!units.ok()) return Fail(units.status());
  if (units->empty()) {
    return Fail(absl::NotFoundError(
        absl::StrCat("no problem in ", workspace->problems.string())));
  }
  const LanguageTable& languages = *units->front().languages;
  if (FindLanguage(languages, workspace->language) == nullptr) {
    std::vector<std::string> names;
    for (const Language& language : languages) names.push_back(language.name);
    return Fail(absl::InvalidArgumentError(
        absl::StrCat("no language is called \"", workspace->language, "\"",
                     DidYouMean(workspace->language, names))));
  }
  const auto written = FillWorkspace(*workspace, *units);
  if (!written.ok()) return Fail(written.status());
  std::cout << workspace->folder.string() << ": " << units->size() << " units, "
            << written->size()
            << (written->size() == 1 ? " new file\n" : " new files\n");
  if (!written->empty()) {
    std::cout << "Go on with\n  cd "
              << (workspace->folder / UnitFolder(units->front())).string()
              << "\n  grader show\n  grader check\n";
  }
  return kAllWell;
}

}  // namespace

void AddStartCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<StartArguments>();
  CLI::App* start = app.add_subcommand(
      "start", "Make a workspace: a folder per problem, to solve them in");
  start->add_option("DIR", arguments->folder, "the folder to make or fill")
      ->capture_default_str();
  start->add_option("--lang", arguments->language,
                    "the language to solve them in (default: that of the "
                    "workspace, or cpp)");
  AddCourseOptions(*start, arguments->problems);
  start->footer(
      "Run again, it adds what is new and changes nothing that is there.\n\n"
      "Example:\n"
      "  grader start course --lang python");
  start->callback([arguments, &exit_code] { exit_code = Start(*arguments); });
}

}  // namespace grader

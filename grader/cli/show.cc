// grader show: what a problem gives to those who solve it, and what the grader
// makes of its interface.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/problem/files.h"
#include "grader/problem/generated_files.h"
#include "grader/problem/given_files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct ShowArguments {
  std::string problem;
  std::string what = "given";
  std::string language;
  std::string output;
  std::string problems;
};

// The files of that kind in `language`; none if there is none.
std::vector<GeneratedFile> FilesIn(const Problem& problem,
                                   const Language& language,
                                   const std::string& what) {
  if (what == "given") return GivenFiles(problem, language);
  if (what == "adapter") {
    const auto scaffold = FindScaffold(problem, language);
    if (!scaffold.ok() || scaffold->empty()) return {};
    if (scaffold->adapter.empty()) return {scaffold->generated.front()};
    return {{scaffold->adapter.filename(),
             ReadFile(scaffold->adapter).value_or("")}};
  }
  if (!IsGenerated(problem, language.name)) return {};
  return {StubFile(problem, language.name)};
}

absl::Status WriteInto(const fs::path& folder,
                       const std::vector<GeneratedFile>& files) {
  std::error_code error;
  fs::create_directories(folder, error);
  for (const GeneratedFile& file : files) {
    std::ofstream out(folder / file.name, std::ios::binary);
    out << file.content;
    out.close();
    if (!out) {
      return absl::PermissionDeniedError(
          absl::StrCat("cannot write ", (folder / file.name).string()));
    }
    std::cout << (folder / file.name).string() << "\n";
  }
  return absl::OkStatus();
}

ExitCode Show(const ShowArguments& arguments) {
  const auto problem = NamedProblem(arguments.problems, arguments.problem, "");
  if (!problem.ok()) return Fail(problem.status());
  std::vector<std::string> languages = {arguments.language};
  if (arguments.language.empty()) languages = LanguagesOf(*problem);
  std::vector<GeneratedFile> files;
  for (const std::string& name : languages) {
    const Language* language = FindLanguage(*problem->languages, name);
    if (language == nullptr || !TakesLanguage(*problem, name)) {
      return Fail(absl::InvalidArgumentError(absl::StrCat(
          "the problem \"", problem->id, "\" is not offered in ", name)));
    }
    for (GeneratedFile& file : FilesIn(*problem, *language, arguments.what)) {
      files.push_back(std::move(file));
    }
  }
  if (files.empty()) {
    const char* lacks = arguments.what == "given"
                            ? "gives nothing to include or import"
                        : arguments.what == "adapter"
                            ? "has no functions that a driver calls"
                            : "declares no interface to make a stub of";
    return Fail(absl::InvalidArgumentError(
        absl::StrCat("the problem \"", problem->id, "\" ", lacks)));
  }
  if (!arguments.output.empty()) {
    const absl::Status written = WriteInto(arguments.output, files);
    return written.ok() ? kAllWell : Fail(written);
  }
  for (const GeneratedFile& file : files) {
    if (files.size() > 1) std::cout << "==> " << file.name << " <==\n";
    std::cout << file.content;
  }
  return kAllWell;
}

}  // namespace

void AddShowCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<ShowArguments>();
  CLI::App* show = app.add_subcommand(
      "show", "Show the header or module that a problem gives");
  show->add_option("PROBLEM", arguments->problem,
                   "a problem's id, number or folder")
      ->required();
  show->add_option("--what", arguments->what,
                   "given: what a solution includes or imports; adapter: what "
                   "calls its functions for the driver; stub: a solution that "
                   "does nothing yet, of a problem with an interface")
      ->check(CLI::IsMember({"given", "adapter", "stub"}))
      ->capture_default_str();
  show->add_option("--lang", arguments->language,
                   "one language (default: all of the problem's)");
  show->add_option("--output", arguments->output,
                   "write the files into this folder, where an editor sees "
                   "them beside a solution");
  AddCourseOptions(*show, arguments->problems);
  show->footer(
      "Example:\n"
      "  grader show 2 --lang cpp");
  show->callback([arguments, &exit_code] { exit_code = Show(*arguments); });
}

}  // namespace grader

// grader show: a lesson, a quiz, what a problem asks for and gives, and what
// the grader makes of its interface.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/terminal.h"
#include "grader/cli/unit_here.h"
#include "grader/course/lesson_html.h"
#include "grader/course/lesson_page.h"
#include "grader/problem/answers_reader.h"
#include "grader/problem/author_files.h"
#include "grader/problem/course_units.h"
#include "grader/problem/files.h"
#include "grader/problem/generated_files.h"
#include "grader/problem/given_files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/material_reader.h"
#include "grader/problem/submission.h"
#include "grader/problem/whole_file.h"
#include "grader/report/markdown_page.h"
#include "grader/report/sanitize.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct ShowArguments {
  std::string problem;
  std::string format = "text";
  std::string what;  // empty: what the other arguments are for
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
  for (const GeneratedFile& file : files) {
    std::error_code error;
    fs::create_directories((folder / file.name).parent_path(), error);
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

ExitCode ShowStatement(const Problem& problem) {
  const auto statement = ReadStatement(problem);
  if (!statement) {
    return Fail(absl::NotFoundError(absl::StrCat(
        "the problem \"", problem.id, "\" has no statement to show")));
  }
  if (FindAuthorFiles(problem).statement.extension() == ".tex") {
    std::cout << "(This statement is LaTeX, shown as its author wrote it.)\n\n"
              << ForTerminal(*statement);
    return kAllWell;
  }
  std::cout << MarkdownPage(*statement, StyleFor(STDOUT_FILENO));
  return kAllWell;
}

// The folder of the lesson or the quiz that is meant; empty: it is a problem.
fs::path MaterialFolder(const ShowArguments& arguments) {
  if (arguments.problem.empty()) return {};
  const auto problems = ProblemsFolder(arguments.problems);
  const auto folder =
      LocateUnit(problems.ok() ? *problems : ".", arguments.problem);
  return folder.ok() && HoldsMaterial(*folder) ? *folder : fs::path();
}

ExitCode ShowMaterial(const fs::path& folder, const ShowArguments& arguments) {
  const bool form = arguments.what == "form";
  if ((!form && !arguments.what.empty()) || !arguments.language.empty()) {
    return Fail(absl::InvalidArgumentError(
        "of a lesson or a quiz there is --what form, the file to answer its "
        "questions in; all else is of problems"));
  }
  const auto material = LoadMaterial(folder);
  if (!material.ok()) return Fail(material.status());
  TextStyle style = StyleFor(STDOUT_FILENO);
  if (!arguments.output.empty()) style.color = false;
  const std::string page = form ? AnswerForm(*material)
                           : arguments.format == "html"
                               ? LessonHtml(*material)
                               : LessonPage(*material, style);
  if (arguments.output.empty()) {
    std::cout << page;
    return kAllWell;
  }
  std::error_code error;
  const absl::Status written =
      ReplaceFile(fs::absolute(arguments.output, error), page);
  return written.ok() ? kAllWell : Fail(written);
}

absl::StatusOr<Problem> WantedProblem(const ShowArguments& arguments) {
  if (!arguments.problem.empty()) {
    return NamedProblem(arguments.problems, arguments.problem, "");
  }
  auto unit = UnitHere("", "");
  if (!unit.ok()) return unit.status();
  return std::move(unit->problem);
}

ExitCode Show(ShowArguments arguments) {
  if (const fs::path folder = MaterialFolder(arguments); !folder.empty()) {
    return ShowMaterial(folder, arguments);
  }
  const auto problem = WantedProblem(arguments);
  if (!problem.ok()) return Fail(problem.status());
  if (arguments.what.empty()) {
    const bool files = !arguments.language.empty() || !arguments.output.empty();
    arguments.what = files ? "given" : "statement";
  }
  if (arguments.what == "statement") return ShowStatement(*problem);
  if (arguments.what == "form") {
    return Fail(absl::InvalidArgumentError(
        absl::StrCat("the problem \"", problem->id, "\" asks no questions")));
  }
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
      "show",
      "Show a lesson, a quiz or a problem's statement, or the header or module "
      "it gives");
  show->add_option("UNIT", arguments->problem,
                   "a unit's id, number or folder (default: the unit of the "
                   "workspace that you are in)");
  show->add_option(
          "--what", arguments->what,
          "statement: what is asked for (default); given: what a "
          "solution includes or imports (default with --lang or "
          "--output); adapter: what "
          "calls its functions for the driver; stub: a solution that "
          "does nothing yet, of a problem with an interface; form: of a "
          "quiz, the file to answer it in")
      ->check(CLI::IsMember({"statement", "given", "adapter", "stub", "form"}));
  show->add_option("--lang", arguments->language,
                   "one language (default: all of the problem's)");
  show->add_option(
      "--output", arguments->output,
      "write the files into this folder, where an editor sees "
      "them beside a solution; of a lesson, write it to this file");
  show->add_option(
          "--format", arguments->format,
          "text, or html: a lesson or a quiz as one page for a browser")
      ->check(CLI::IsMember({"text", "html"}))
      ->capture_default_str();
  AddCourseOptions(*show, arguments->problems);
  show->footer(
      "Examples:\n"
      "  grader show 2\n"
      "  grader show 2 --lang cpp");
  show->callback([arguments, &exit_code] { exit_code = Show(*arguments); });
}

}  // namespace grader

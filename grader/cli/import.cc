// grader import: a package of another tool's as a problem of a course.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/write_tree.h"
#include "grader/problem/load_problem.h"
#include "grader/report/sanitize.h"
#include "grader/verify/package_import.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct ImportArguments {
  std::string package;
  std::string course;
};

ExitCode Import(const ImportArguments& arguments) {
  const auto package = LoadProblem(arguments.package);
  if (!package.ok()) return Fail(package.status());
  const auto imported = ImportPackage(*package);
  if (!imported.ok()) return Fail(imported.status());
  const fs::path course = arguments.course;
  const fs::path problem = course / "problems" / imported->id;
  std::error_code error;
  for (const char* folder : {"problems", "solutions", "fixtures/problems"}) {
    if (!fs::exists(course / folder / imported->id, error)) continue;
    return Fail(absl::InvalidArgumentError(
        absl::StrCat((course / folder / imported->id).string(),
                     " is there already; expected a course without it")));
  }
  const absl::Status written =
      WriteTree(course, imported->files, imported->executables);
  if (!written.ok()) return Fail(written);
  for (const std::string& note : imported->notes) {
    std::cerr << ForTerminal(absl::StrCat("note: ", note, "\n"));
  }
  std::cout << ForTerminal(absl::StrCat(problem.string(), "\n"));
  return kAllWell;
}

}  // namespace

void AddImportCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<ImportArguments>();
  CLI::App* command = app.add_subcommand(
      "import", "Make an ICPC package a problem of a course");
  command->add_option("PACKAGE", arguments->package, "the package's folder")
      ->required();
  command
      ->add_option("COURSE", arguments->course,
                   "the folder with problems/ and solutions/, or one to be")
      ->required();
  command->callback(
      [arguments, &exit_code] { exit_code = Import(*arguments); });
}

}  // namespace grader

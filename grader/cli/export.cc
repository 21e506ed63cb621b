// grader export: a problem in a form that other tools read.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/write_tree.h"
#include "grader/problem/load_problem.h"
#include "grader/report/sanitize.h"
#include "grader/verify/package_export.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

struct ExportArguments {
  std::string problem;
  std::string problems;
  std::string output;
  bool icpc = false;
};

ExitCode Export(const ExportArguments& arguments) {
  const auto folder = ProblemsFolder(arguments.problems);
  if (!folder.ok()) return Fail(folder.status());
  const auto directory = LocateProblem(*folder, arguments.problem);
  if (!directory.ok()) return Fail(directory.status());
  const auto problem = LoadProblem(*directory);
  if (!problem.ok()) return Fail(problem.status());
  const auto package = ExportPackage(*problem);
  if (!package.ok()) return Fail(package.status());
  const fs::path output =
      arguments.output.empty() ? problem->id : arguments.output;
  std::error_code error;
  if (fs::exists(output, error)) {
    return Fail(absl::InvalidArgumentError(
        absl::StrCat(output.string(),
                     " is there already; say another folder "
                     "with --output")));
  }
  const absl::Status written =
      WriteTree(output, package->files, package->executables);
  if (!written.ok()) return Fail(written);
  for (const std::string& note : package->notes) {
    std::cerr << ForTerminal(absl::StrCat("note: ", note, "\n"));
  }
  std::cout << ForTerminal(absl::StrCat(output.string(), "\n"));
  return kAllWell;
}

}  // namespace

void AddExportCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<ExportArguments>();
  CLI::App* command =
      app.add_subcommand("export", "Write a problem as other tools read it");
  command->add_option("PROBLEM", arguments->problem, "its number, id or folder")
      ->required();
  command
      ->add_flag("--icpc", arguments->icpc,
                 "as an ICPC problem package, version 2025-09")
      ->required();
  command->add_option("--output", arguments->output,
                      "the folder to make; the problem's id if not given");
  AddCourseOptions(*command, arguments->problems);
  command->callback(
      [arguments, &exit_code] { exit_code = Export(*arguments); });
}

}  // namespace grader

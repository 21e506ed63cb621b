// grader check: grades one submission.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/locate.h"
#include "grader/cli/runner.h"
#include "grader/cli/terminal.h"
#include "grader/grade.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/load_problem.h"
#include "grader/report/json_report.h"
#include "grader/report/text_report.h"

namespace grader {
namespace {

struct CheckArguments {
  std::string problem;
  std::string path;
  std::string language;
  std::string only_case;
  std::string clock = "auto";
  std::string format = "text";
  std::string output;
  std::string problems;
  bool reveal = false;
  bool no_cache = false;
  bool require_isolation = false;
};

std::string Render(const Report& report, const CheckArguments& arguments) {
  if (arguments.format == "json") return JsonReport(report);
  TextStyle style = StyleFor(STDOUT_FILENO);
  if (!arguments.output.empty()) style.color = false;
  return TextReport(report, style);
}

absl::Status Write(const std::string& text, const std::string& file) {
  if (file.empty()) {
    std::cout << text << std::flush;
    return std::cout ? absl::OkStatus()
                     : absl::InternalError("cannot write the report to stdout");
  }
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  stream.close();
  return stream ? absl::OkStatus()
                : absl::InternalError(
                      absl::StrCat("cannot write the report to ", file));
}

absl::StatusOr<Report> GradeAs(const CheckArguments& arguments) {
  const auto folder = ProblemsFolder(arguments.problems);
  // A problem may be named by its own folder, without any other around.
  const auto directory =
      FindProblem(folder.ok() ? *folder : ".", arguments.problem);
  if (!directory.ok()) {
    return folder.ok() ? directory.status() : folder.status();
  }
  const auto problem = LoadProblem(*directory);
  if (!problem.ok()) return problem.status();
  const auto submission =
      LoadSubmission(*problem, arguments.path, arguments.language);
  if (!submission.ok()) return submission.status();
  auto workspace = Workspace::Create();
  if (!workspace.ok()) return workspace.status();

  Progress progress;
  GradeOptions options;
  options.only_case = arguments.only_case;
  options.reveal = arguments.reveal;
  options.on_progress = [&](const std::string& what) { progress.Show(what); };
  if (arguments.require_isolation) {
    if (absl::Status full = RequireIsolation(); !full.ok()) return full;
  }
  const auto runner = MakeRunner();
  if (!runner.ok()) return runner.status();
  const auto clock = ChooseClock(arguments.clock, **runner);
  if (!clock.ok()) return clock.status();
  options.clock = *clock;
  return Grade(*problem, *submission, options, *workspace, **runner);
}

ExitCode Check(const CheckArguments& arguments) {
  const absl::StatusOr<Report> report = GradeAs(arguments);
  if (!report.ok()) return Fail(report.status());
  if (absl::Status written =
          Write(Render(*report, arguments), arguments.output);
      !written.ok()) {
    return Fail(written);
  }
  return ExitCodeFor(report->verdict.word);
}

}  // namespace

void AddCheckCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* check = app.add_subcommand(
      "check", "Grade one submission and say what is wrong and why");
  check
      ->add_option("PROBLEM", arguments->problem,
                   "a problem: its id, its number or its folder")
      ->required();
  check
      ->add_option("PATH", arguments->path,
                   "the submission: a source file, or a folder with them")
      ->required();
  check->add_option("--lang", arguments->language,
                    "the language, where file names do not tell");
  check->add_option("--case", arguments->only_case, "run this case alone");
  check
      ->add_option("--clock", arguments->clock,
                   "the clock the submission runs on")
      ->check(CLI::IsMember({"auto", "virtual", "real"}))
      ->capture_default_str();
  check->add_option("--format", arguments->format, "how to report")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  check->add_option("--output", arguments->output,
                    "write the report to this file instead of stdout");
  check->add_option("--problems", arguments->problems,
                    "the folder of problems (default: the nearest one)");
  check->add_flag("--reveal", arguments->reveal,
                  "show what hidden cases hold (for instructors)");
  check->add_flag("--no-cache", arguments->no_cache,
                  "build and run everything afresh");
  check->add_flag("--require-isolation", arguments->require_isolation,
                  "refuse to run with less than full isolation");
  check->footer(
      "Examples:\n"
      "  grader check 2 solution.cpp\n"
      "  grader check concurrent-requests my-folder --format json\n\n"
      "Exit status: 0 accepted, 1 not accepted, 2 wrong usage, 3 the grader "
      "failed.");
  check->callback([arguments, &exit_code] { exit_code = Check(*arguments); });
}

}  // namespace grader

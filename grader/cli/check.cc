// grader check: grades one submission.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/grade_path.h"
#include "grader/cli/locate.h"
#include "grader/cli/terminal.h"
#include "grader/cli/unit_here.h"
#include "grader/cli/usage.h"
#include "grader/course/answer_report.h"
#include "grader/problem/answers_reader.h"
#include "grader/problem/course_units.h"
#include "grader/problem/material_reader.h"
#include "grader/problem/suggest.h"
#include "grader/report/failed_report.h"
#include "grader/report/formats.h"
#include "grader/report/github_report.h"
#include "grader/report/text_report.h"

namespace grader {
namespace {

struct CheckArguments {
  std::string problem;
  std::string path;
  GradePathOptions grading;
  std::string format = "text";
  std::string output;
  std::vector<std::string> also;  // FORMAT=FILE
  std::string problems;
  std::string languages;
  std::optional<std::uint64_t> schedule;
};

std::string Render(const Report& report, const std::string& format,
                   bool to_file) {
  if (format != "text") return FindFormat(format)->write(report);
  TextStyle style = StyleFor(STDOUT_FILENO);
  if (to_file) style.color = false;
  return TextReport(report, style);
}

absl::Status WriteReport(const std::string& text, const std::string& file,
                         std::ios::openmode mode) {
  std::ofstream stream(file, std::ios::binary | mode);
  stream << text;
  stream.close();
  return stream ? absl::OkStatus()
                : absl::InternalError(
                      absl::StrCat("cannot write the report to ", file));
}

absl::Status Write(const std::string& text, const std::string& file) {
  if (!file.empty()) return WriteReport(text, file, std::ios::trunc);
  std::cout << text << std::flush;
  return std::cout ? absl::OkStatus()
                   : absl::InternalError("cannot write the report to stdout");
}

// GitHub shows what a step appended to the file of this name.
absl::Status WriteSummary(const Report& report) {
  const char* const file = std::getenv("GITHUB_STEP_SUMMARY");
  if (file == nullptr || *file == '\0') return absl::OkStatus();
  return WriteReport(GitHubSummary(report), file, std::ios::app);
}

bool ShowsRightRuns(const CheckArguments& arguments) {
  if (FindFormat(arguments.format)->shows_right_runs) return true;
  return absl::c_any_of(arguments.also, [](const std::string& also) {
    return FindFormat(also.substr(0, also.find('=')))->shows_right_runs;
  });
}

// The problem and the path that were named; what is not named is the unit of
// the workspace that one stands in.
absl::StatusOr<Problem> FillIn(CheckArguments& arguments) {
  if (!arguments.path.empty()) {
    return NamedProblem(arguments.problems, arguments.problem,
                        arguments.languages);
  }
  auto unit = UnitHere(arguments.problem, arguments.languages);
  if (!unit.ok()) return unit.status();
  arguments.path = unit->folder.string();
  if (arguments.grading.language.empty()) {
    arguments.grading.language = unit->language;
  }
  return std::move(unit->problem);
}

// A case or a schedule alone is no attempt, nor is what the grader could not
// judge.
void Record(const CheckArguments& arguments, const GradedPath& graded) {
  if (!arguments.grading.only_case.empty() || arguments.schedule) return;
  const absl::Status added =
      RecordAttempt(arguments.path, graded.report, graded.hash);
  if (!added.ok()) {
    Fail(absl::Status(added.code(),
                      absl::StrCat("this attempt is not in your progress: ",
                                   added.message())));
  }
}

ExitCode WriteReports(const Report& report, const CheckArguments& arguments);

// Leaves one schedule to try.
void OnlySchedule(std::uint64_t seed, Problem& problem) {
  for (TestCase& test_case : problem.cases) {
    if (test_case.explore) test_case.explore = {1, seed};
  }
}

// The folder of the quiz that is meant; empty: it is none.
std::filesystem::path QuizFolder(const CheckArguments& arguments) {
  if (arguments.path.empty()) return {};
  const auto problems = ProblemsFolder(arguments.problems);
  const auto folder =
      LocateUnit(problems.ok() ? *problems : ".", arguments.problem);
  return folder.ok() && HoldsMaterial(*folder) ? *folder
                                               : std::filesystem::path();
}

ExitCode CheckAnswers(const std::filesystem::path& folder,
                      const CheckArguments& arguments) {
  const auto quiz = LoadMaterial(folder);
  if (!quiz.ok()) return Fail(quiz.status());
  if (quiz->questions.empty()) {
    return Fail(absl::InvalidArgumentError(
        absl::StrCat("the lesson \"", quiz->id, "\" asks nothing")));
  }
  const auto answers = LoadAnswers(arguments.path, *quiz);
  if (!answers.ok() && !absl::IsInvalidArgument(answers.status())) {
    return Fail(answers.status());
  }
  return WriteReports(
      answers.ok() ? AnswerReport(*quiz, *answers, arguments.grading.reveal)
                   : RefusedAnswers(*quiz, answers.status()),
      arguments);
}

ExitCode Check(CheckArguments arguments) {
  if (const auto quiz = QuizFolder(arguments); !quiz.empty()) {
    return CheckAnswers(quiz, arguments);
  }
  auto problem = FillIn(arguments);
  if (!problem.ok()) return Fail(problem.status());
  if (arguments.schedule) OnlySchedule(*arguments.schedule, *problem);
  arguments.grading.right_runs = ShowsRightRuns(arguments);
  Report report;
  {
    Progress progress;
    auto graded =
        GradePath(*problem, arguments.path, arguments.grading,
                  [&](const std::string& what) { progress.Show(what); });
    if (graded.ok()) {
      Record(arguments, *graded);
      report = std::move(graded->report);
    } else {
      const ExitCode code = Fail(graded.status());
      if (code != kGraderFailed) return code;
      report = FailedReport(*problem, graded.status().message());
    }
  }
  return WriteReports(report, arguments);
}

// All that are asked for.
ExitCode WriteReports(const Report& report, const CheckArguments& arguments) {
  absl::Status written =
      Write(Render(report, arguments.format, !arguments.output.empty()),
            arguments.output);
  for (const std::string& also : arguments.also) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(also, absl::MaxSplits('=', 1));
    written.Update(Write(Render(report, parts.first, true), parts.second));
  }
  if (arguments.format == "github") written.Update(WriteSummary(report));
  if (!written.ok()) return Fail(written);
  return ExitCodeFor(report.verdict.word);
}

// "NAME  DESCRIPTION", a line per format.
std::string FormatsInWords() {
  std::string lines;
  for (const Format& format : Formats()) {
    absl::StrAppend(&lines, absl::StrFormat("  %-16s%s\n", format.name,
                                            format.description));
  }
  return lines;
}

std::string CheckFormat(const std::string& name) {
  if (FindFormat(name) != nullptr) return "";
  std::vector<std::string> names;
  for (const Format& format : Formats()) names.emplace_back(format.name);
  return absl::StrCat("there is no format \"", name, "\"",
                      DidYouMean(name, names), " (one of ",
                      absl::StrJoin(names, ", "), ")");
}

std::string CheckAlso(const std::string& also) {
  const std::size_t equals = also.find('=');
  if (equals == std::string::npos || equals + 1 == also.size()) {
    return absl::StrCat("\"", also, "\" is not FORMAT=FILE");
  }
  return CheckFormat(also.substr(0, equals));
}

}  // namespace

void AddCheckCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* check = app.add_subcommand(
      "check", "Grade one submission and say what is wrong and why");
  check->add_option("PROBLEM", arguments->problem,
                    "a problem or a quiz: its id, its number or its folder "
                    "(default: the "
                    "unit of the workspace that you are in, or the first that "
                    "is not done)");
  check->add_option("PATH", arguments->path,
                    "the submission: a source file, or a folder with them, or "
                    "the file of answers to a quiz "
                    "(default: the unit's folder in the workspace)");
  check->add_option("--lang", arguments->grading.language,
                    "the language, where file names do not tell");
  check->add_option("--case", arguments->grading.only_case,
                    "run this case alone");
  check
      ->add_option("--clock", arguments->grading.clock,
                   "the clock the submission runs on")
      ->check(CLI::IsMember({"auto", "virtual", "real"}))
      ->capture_default_str();
  check
      ->add_option("--format", arguments->format,
                   "how to report; the formats are listed below")
      ->check(CLI::Validator(CheckFormat, "FORMAT"))
      ->capture_default_str();
  check->add_option("--output", arguments->output,
                    "write the report to this file instead of stdout");
  check
      ->add_option("--also", arguments->also,
                   "write the report in another format, too; may be repeated")
      ->check(CLI::Validator(CheckAlso, "FORMAT=FILE"))
      ->allow_extra_args(false);
  AddCourseOptions(*check, arguments->problems);
  check
      ->add_option("--hints", arguments->grading.hints,
                   "how many hints to show when a case fails")
      ->check(ZeroOrMore())
      ->capture_default_str();
  check->add_flag("--reveal", arguments->grading.reveal,
                  "show what hidden cases hold (for instructors)");
  AddLanguagesOption(*check, arguments->languages);
  check
      ->add_option("--jobs", arguments->grading.jobs,
                   "cases at a time, on the virtual clock")
      ->check(AboveZero())
      ->capture_default_str();
  check
      ->add_option("--schedule", arguments->schedule,
                   "of cases that explore schedules, try this seed alone: what "
                   "a report tells of it, once more")
      ->check(ZeroOrMore());
  check->add_flag("--no-cache", arguments->grading.no_cache,
                  "build and run everything afresh");
  check->add_flag("--require-isolation", arguments->grading.require_isolation,
                  "refuse to run with less than full isolation");
  check->footer(absl::StrCat(
      "Formats:\n", FormatsInWords(), "\n",
      "Examples:\n"
      "  grader check 2 solution.cpp\n"
      "  grader check                    (in a workspace of `grader start`)\n"
      "  grader check concurrent-requests my-folder --format json\n"
      "  grader check 2 solution.cpp --format html --output report.html\n\n"
      "Exit status: 0 accepted, 1 not accepted, 2 wrong usage, 3 the grader "
      "failed."));
  check->callback([arguments, &exit_code] { exit_code = Check(*arguments); });
}

}  // namespace grader

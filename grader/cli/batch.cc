// grader batch: grades what a class handed in.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/batch/batch.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/runner.h"
#include "grader/cli/terminal.h"
#include "grader/cli/tools.h"
#include "grader/execute/monotonic.h"
#include "grader/execute/side_by_side.h"
#include "grader/judge/figures.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/load_problem.h"
#include "grader/report/sanitize.h"

namespace grader {
namespace {

struct BatchArguments {
  std::string source;
  std::string problem;
  std::string problems;
  std::string output = "grades";
  std::string roster;
  std::string clock = "auto";
  unsigned jobs = HardwareThreads();
  bool resume = false;
  bool reveal = false;
};

absl::StatusOr<std::vector<Problem>> Chosen(const BatchArguments& arguments) {
  const auto folder = ProblemsFolder(arguments.problems);
  if (!folder.ok()) return folder.status();
  if (arguments.problem.empty()) return LoadCatalogue(*folder);
  const auto directory = LocateProblem(*folder, arguments.problem);
  if (!directory.ok()) return directory.status();
  auto problem = LoadProblem(*directory);
  if (!problem.ok()) return problem.status();
  return std::vector<Problem>{*std::move(problem)};
}

// "12 of 200, about 3 min left".
std::string Estimate(std::size_t ready, std::size_t fresh, std::size_t all,
                     absl::Duration so_far) {
  const absl::Duration left =
      so_far / static_cast<int>(fresh) * static_cast<int>(all - ready);
  return absl::StrCat(ready, " of ", all, ", about ",
                      absl::FormatDuration(absl::Trunc(left, absl::Seconds(1))),
                      " left");
}

ExitCode Batch(const BatchArguments& arguments) {
  const auto problems = Chosen(arguments);
  if (!problems.ok()) return Fail(problems.status());
  std::vector<Learner> roster;
  if (!arguments.roster.empty()) {
    auto read = ReadRoster(arguments.roster);
    if (!read.ok()) return Fail(read.status());
    roster = *std::move(read);
  }
  const auto tools = MakeTools();
  if (!tools.ok()) return Fail(tools.status());
  const auto hand_ins =
      FindHandIns(arguments.source, *problems, roster, (*tools)->workspace);
  if (!hand_ins.ok()) return Fail(hand_ins.status());
  for (const std::string& other : hand_ins->others) {
    std::cerr << ForTerminal(absl::StrCat("left out: ", other, "\n"));
  }
  for (const Member& member : hand_ins->members) {
    for (const std::string& note : member.notes) {
      std::cerr << ForTerminal(
          absl::StrCat("note: ", member.name, ": ", note, "\n"));
    }
  }
  const auto clock = ChooseClock(arguments.clock, *(*tools)->runner);
  if (!clock.ok()) return Fail(clock.status());

  Progress progress;
  BatchOptions options;
  options.jobs = arguments.jobs;
  options.resume = arguments.resume;
  options.output = arguments.output;
  options.grade.clock = *clock;
  options.grade.reveal = arguments.reveal;
  options.make_runner = MakeRunner;
  const absl::Time start = MonotonicNow();
  std::size_t fresh = 0;
  options.on_result = [&](const Result& result, std::size_t ready,
                          std::size_t all) {
    std::cout << ToJsonLine(result) << std::flush;
    progress.Show(Estimate(ready, ++fresh, all, MonotonicNow() - start));
  };
  const auto results = RunBatch(*hand_ins, *problems, options, (*tools)->cache);
  if (!results.ok()) return Fail(results.status());
  bool judged = true;
  for (const Result& result : *results) {
    judged = judged && result.verdict != VerdictName(VerdictWord::kJudgeError);
  }
  std::cerr << Counted(results->size(), "submission") << ", " << fresh
            << " graded now; see " << arguments.output << "/gradebook.html\n";
  return judged && std::cout ? kAllWell : kGraderFailed;
}

}  // namespace

void AddBatchCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<BatchArguments>();
  CLI::App* batch =
      app.add_subcommand("batch", "Grade what a whole class handed in");
  batch
      ->add_option(
          "SOURCE", arguments->source,
          "a folder with a folder, a file or an archive per learner, "
          "what Canvas, Moodle, Gradescope or GitHub Classroom export, "
          "or a CSV file: learner,problem,path")
      ->required();
  batch->add_option("--problem", arguments->problem,
                    "all of it is for this problem: its id, number or folder");
  batch->add_option("--roster", arguments->roster,
                    "who is in the class, a CSV file: name, and any of "
                    "id,email,section,login");
  AddCourseOptions(*batch, arguments->problems);
  batch
      ->add_option("--output", arguments->output,
                   "the folder for results.jsonl, gradebook.csv, "
                   "gradebook.html, canvas.csv, moodle.csv and reports/")
      ->capture_default_str();
  batch->add_option("--jobs", arguments->jobs, "submissions at a time")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  batch
      ->add_option("--clock", arguments->clock,
                   "the clock the submissions run on")
      ->check(CLI::IsMember({"auto", "virtual", "real"}))
      ->capture_default_str();
  batch->add_flag("--resume", arguments->resume,
                  "keep the results in --output that nothing has changed for: "
                  "neither the submission nor the problem, the languages, the "
                  "options or the grader");
  batch->add_flag("--reveal", arguments->reveal,
                  "reports show what hidden cases hold (for instructors)");
  batch->footer(
      "Prints a line of JSON per submission as it is graded. Files are matched "
      "to\nproblems by their names. Everybody in the roster, and everybody who "
      "handed in\nanything, has a row in the gradebook with points and the "
      "reason for them.\n\n"
      "Exit status: 0 all graded, 2 wrong usage, 3 some could not be graded.");
  batch->callback([arguments, &exit_code] { exit_code = Batch(*arguments); });
}

}  // namespace grader

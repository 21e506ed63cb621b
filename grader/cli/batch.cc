// grader batch: grades what a class handed in.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/batch/batch.h"
#include "grader/batch/deadline.h"
#include "grader/batch/moment.h"
#include "grader/cli/commands.h"
#include "grader/cli/course_option.h"
#include "grader/cli/locate.h"
#include "grader/cli/queue_option.h"
#include "grader/cli/runner.h"
#include "grader/cli/terminal.h"
#include "grader/cli/tools.h"
#include "grader/cli/usage.h"
#include "grader/execute/choose_clock.h"
#include "grader/execute/list_tests.h"
#include "grader/execute/monotonic.h"
#include "grader/execute/side_by_side.h"
#include "grader/judge/figures.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/load_problem.h"
#include "grader/problem/units.h"
#include "grader/queue/job_board.h"
#include "grader/queue/nats.h"
#include "grader/queue/sent_jobs.h"
#include "grader/report/sanitize.h"
#include "grader/verify/package_limit.h"

namespace grader {
namespace {

struct BatchArguments {
  std::string source;
  std::string problem;
  std::string problems;
  std::string output = "grades";
  std::string roster;
  std::string deadline;
  std::string late;
  std::string clock = "auto";
  unsigned jobs = HardwareThreads();
  bool resume = false;
  bool reveal = false;
  NatsOptions nats;
  std::string wait = "10m";
};

// Workers, and what they are talked to through.
struct Elsewhere {
  std::unique_ptr<Nats> nats;
  std::unique_ptr<JobBoard> board;
  std::unique_ptr<SentJobs> jobs;
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

// What this machine has does not count there.
ClockKind ClockElsewhere(const BatchArguments& arguments) {
  return arguments.clock == "real" ? ClockKind::kReal : ClockKind::kVirtual;
}

absl::StatusOr<Elsewhere> Reach(const BatchArguments& arguments) {
  const auto patience = ParseDuration(arguments.wait);
  if (!patience.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--wait: ", patience.status().message()));
  }
  NatsOptions nats_options = arguments.nats;
  nats_options.name = "grader batch";
  const auto note = [](const std::string& line) {
    std::cerr << ForTerminal(absl::StrCat("note: ", line, "\n"));
  };
  // What is sent is graded; whoever does not want to wait ends it, and goes on
  // later with --resume.
  nats_options.patience = absl::InfiniteDuration();
  nats_options.remake = true;
  nats_options.on_line = note;
  auto nats = Nats::Connect(nats_options);
  if (!nats.ok()) return nats.status();
  Elsewhere elsewhere;
  elsewhere.nats = *std::move(nats);
  elsewhere.board = std::make_unique<JobBoard>(*elsewhere.nats);
  SentJobsOptions options;
  options.clock = ClockElsewhere(arguments);
  options.reveal = arguments.reveal;
  options.patience = *patience;
  options.on_note = note;
  elsewhere.jobs = std::make_unique<SentJobs>(*elsewhere.board, options);
  if (absl::Status begun = elsewhere.jobs->Begin(); !begun.ok()) return begun;
  return elsewhere;
}

absl::StatusOr<std::optional<Deadline>> DeadlineOf(
    const BatchArguments& arguments) {
  if (arguments.deadline.empty()) {
    if (arguments.late.empty()) return std::nullopt;
    return absl::InvalidArgumentError(
        "--late says what to deduct after the deadline: name that, too, as in "
        "--deadline \"2026-03-01 23:59 +01:00\"");
  }
  auto read = ReadDeadline(arguments.deadline, arguments.late);
  if (!read.ok()) return read.status();
  return *std::move(read);
}

ExitCode Batch(const BatchArguments& arguments) {
  auto problems = Chosen(arguments);
  if (!problems.ok()) return Fail(problems.status());
  const auto deadline = DeadlineOf(arguments);
  if (!deadline.ok()) return Fail(deadline.status());
  const absl::TimeZone* const zone = *deadline ? &(*deadline)->zone : nullptr;
  // Before any thread starts: a zip file has times of no zone, and libarchive
  // reads them in that of the process.
  if (*deadline) setenv("TZ", TzVariable(*zone).c_str(), 1);
  Elsewhere elsewhere;
  if (!arguments.nats.url.empty()) {
    auto reached = Reach(arguments);
    if (!reached.ok()) return Fail(reached.status());
    elsewhere = *std::move(reached);
  }
  std::vector<Learner> roster;
  if (!arguments.roster.empty()) {
    auto read = ReadRoster(arguments.roster, zone);
    if (!read.ok()) return Fail(read.status());
    roster = *std::move(read);
  }
  const auto tools = MakeTools();
  if (!tools.ok()) return Fail(tools.status());
  for (Problem& problem : *problems) {
    const absl::Status listed = ListTests(problem, (*tools)->workshop());
    if (!listed.ok()) return Fail(listed);
  }
  const auto hand_ins = FindHandIns(arguments.source, *problems, roster,
                                    (*tools)->workspace, zone);
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
  const auto clock = elsewhere.jobs != nullptr
                         ? ClockElsewhere(arguments)
                         : ChooseClock(arguments.clock, *(*tools)->runner);
  if (!clock.ok()) return Fail(clock.status());
  // Of workers the first settles it for all.
  for (Problem& problem : *problems) {
    if (elsewhere.jobs != nullptr) break;
    const auto limit = SettleTimeLimit(problem, *clock, (*tools)->workshop());
    if (!limit.ok()) return Fail(limit.status());
    if (*limit) {
      std::cerr << ForTerminal(
          absl::StrCat("note: ", problem.id, ": ", InWords(**limit), "\n"));
    }
  }

  Progress progress;
  BatchOptions options;
  options.jobs = elsewhere.jobs != nullptr ? 1 : arguments.jobs;
  options.elsewhere = elsewhere.jobs.get();
  options.resume = arguments.resume;
  options.output = arguments.output;
  options.grade.clock = *clock;
  options.grade.reveal = arguments.reveal;
  options.rules.deadline = *deadline;
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
  batch->add_option(
      "--deadline", arguments->deadline,
      "by when it had to be handed in, with the course's time zone: "
      "\"2026-03-01 23:59 Europe/Berlin\", or +01:00, or Z; the rows say who "
      "was late by how much");
  batch->add_option(
      "--late", arguments->late,
      "what is deducted then, of: \"10% per day\" (of the points there are; "
      "\"of score\": of those somebody got), \"2 points per hour\", "
      "\"at most 50%\", \"grace 15m\", \"until 7d\"; commas between them");
  AddCourseOptions(*batch, arguments->problems);
  batch
      ->add_option("--output", arguments->output,
                   "the folder for results.jsonl, gradebook.csv, .html and "
                   ".json, canvas.csv, moodle.csv and reports/; what you put "
                   "into its overrides.csv counts instead of what was graded: "
                   "learner,problem,points,verdict,reason,who")
      ->capture_default_str();
  batch->add_option("--jobs", arguments->jobs, "submissions at a time")
      ->check(AboveZero())
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
  AddQueueOptions(*batch, arguments->nats);
  batch
      ->add_option("--wait", arguments->wait,
                   "with --queue: how long submissions wait for a worker that "
                   "has their language, while there is none")
      ->capture_default_str();
  batch->footer(
      "Prints a line of JSON per submission as it is graded. Files are matched "
      "to\nproblems by their names. Everybody in the roster, and everybody who "
      "handed in\nanything, has a row in the gradebook with points and the "
      "reason for them.\n\n"
      "Exit status: 0 all graded, 2 wrong usage, 3 some could not be graded.");
  batch->callback([arguments, &exit_code] { exit_code = Batch(*arguments); });
}

}  // namespace grader

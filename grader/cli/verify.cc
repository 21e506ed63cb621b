// grader verify: proves that problems accept right work and reject wrong work.

#include <CLI/CLI.hpp>
#include <atomic>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/cli/commands.h"
#include "grader/cli/locate.h"
#include "grader/cli/runner.h"
#include "grader/problem/catalogue.h"
#include "grader/problem/load_problem.h"
#include "grader/report/sanitize.h"
#include "grader/verify/verify.h"

namespace grader {
namespace {

struct VerifyArguments {
  std::vector<std::string> problems;
  std::string folder;
  unsigned jobs = std::thread::hardware_concurrency();
  std::string clock = "auto";
  int repeats = 0;
  int busy_loops = 0;
  bool verbose = false;
};

absl::StatusOr<std::vector<Problem>> Chosen(const VerifyArguments& arguments) {
  const auto folder = ProblemsFolder(arguments.folder);
  if (!folder.ok()) return folder.status();
  if (arguments.problems.empty()) return LoadCatalogue(*folder);
  std::vector<Problem> problems;
  for (const std::string& name : arguments.problems) {
    const auto directory = FindProblem(*folder, name);
    if (!directory.ok()) return directory.status();
    auto problem = LoadProblem(*directory);
    if (!problem.ok()) return problem.status();
    problems.push_back(*std::move(problem));
  }
  return problems;
}

std::string Describe(const Problem& problem,
                     const std::vector<Finding>& findings, bool verbose) {
  std::string details;
  std::size_t complaints = 0;
  for (const Finding& finding : findings) {
    if (!finding.complaint.empty()) {
      ++complaints;
      absl::StrAppend(&details, "  FAIL ", finding.submission, ": ",
                      finding.complaint, "\n");
    } else if (verbose) {
      absl::StrAppend(&details, "  ok   ", finding.submission, ": ",
                      finding.outcome, "\n");
    }
  }
  return ForTerminal(absl::StrCat(
      complaints == 0 ? "ok   " : "FAIL ", problem.id, ": ", findings.size(),
      " submissions, ", complaints, " not as they should be\n", details));
}

ExitCode Verify(const VerifyArguments& arguments) {
  const auto problems = Chosen(arguments);
  if (!problems.ok()) return Fail(problems.status());
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> all_well = true;
  absl::Status broken;
  std::mutex mutex;  // of `broken` and of stdout
  const auto work = [&] {
    auto workspace = Workspace::Create();
    auto runner = MakeRunner();
    auto clock = absl::StatusOr<ClockKind>(ClockKind::kReal);
    if (runner.ok()) clock = ChooseClock(arguments.clock, **runner);
    if (!workspace.ok() || !runner.ok() || !clock.ok()) {
      const std::lock_guard lock(mutex);
      broken.Update(workspace.status());
      broken.Update(runner.status());
      broken.Update(clock.status());
      return;
    }
    VerifyOptions options;
    options.grade.clock = *clock;
    options.repeats = arguments.repeats;
    options.busy_loops = arguments.busy_loops;
    for (std::size_t i; (i = next++) < problems->size();) {
      const Problem& problem = (*problems)[i];
      const auto findings =
          VerifyProblem(problem, options, *workspace, **runner);
      const std::lock_guard lock(mutex);
      for (const Finding& finding : findings) {
        if (!finding.complaint.empty()) all_well = false;
      }
      std::cout << Describe(problem, findings, arguments.verbose) << std::flush;
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < std::max(1u, arguments.jobs); ++i) {
    workers.emplace_back(work);
  }
  for (std::thread& worker : workers) worker.join();
  if (!broken.ok()) return Fail(broken);
  return all_well ? kAllWell : kNotAccepted;
}

}  // namespace

void AddVerifyCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<VerifyArguments>();
  CLI::App* verify = app.add_subcommand(
      "verify",
      "Prove problems: references accepted, starters and wrong ones rejected");
  verify->add_option("PROBLEM", arguments->problems,
                     "problems: ids, numbers or folders (default: all)");
  verify->add_option("--problems", arguments->folder,
                     "the folder of problems (default: the nearest one)");
  verify->add_option("--jobs", arguments->jobs, "problems at a time")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  verify
      ->add_option("--clock", arguments->clock,
                   "the clock the submissions run on")
      ->check(CLI::IsMember({"auto", "virtual", "real"}))
      ->capture_default_str();
  verify
      ->add_option("--repeat", arguments->repeats,
                   "run everything this often again; all runs must agree")
      ->check(CLI::NonNegativeNumber);
  verify
      ->add_option("--load", arguments->busy_loops,
                   "with --repeat: busy loops beside those runs")
      ->check(CLI::NonNegativeNumber);
  verify->add_flag("--verbose", arguments->verbose,
                   "a line for every submission");
  verify->footer(
      "Exit status: 0 all hold, 1 some do not, 2 wrong usage, 3 the "
      "grader failed.");
  verify->callback([arguments, &exit_code] { exit_code = Verify(*arguments); });
}

}  // namespace grader

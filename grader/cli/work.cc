// grader work: grades jobs of a queue that many machines share.
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "grader/cli/commands.h"
#include "grader/cli/queue_option.h"
#include "grader/cli/runner.h"
#include "grader/cli/tools.h"
#include "grader/cli/usage.h"
#include "grader/execute/choose_clock.h"
#include "grader/execute/side_by_side.h"
#include "grader/problem/language.h"
#include "grader/problem/units.h"
#include "grader/problem/version.h"
#include "grader/queue/job_board.h"
#include "grader/queue/worker.h"
#include "grader/report/sanitize.h"

namespace grader {
namespace {

struct WorkArguments {
  NatsOptions nats;
  std::vector<std::string> languages;
  std::string lease = "30s";
  unsigned jobs = HardwareThreads();
};

volatile sig_atomic_t stop_signal = 0;

void EndOnSignals() {
  struct sigaction action = {};
  action.sa_handler = [](int signal) { stop_signal = signal; };
  // The second one ends it at once.
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  for (const int one : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before = {};
    sigaction(one, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(one, &action, nullptr);
  }
}

std::string HostName() {
  char name[256] = "";
  if (gethostname(name, sizeof name - 1) != 0) return "unknown";
  return name;
}

// Of no other worker, wherever it runs.
std::string WorkerName(const std::string& host) {
  std::string name;
  for (const char c : host.substr(0, 40)) {
    name += absl::ascii_isalnum(static_cast<unsigned char>(c)) ? c : '-';
  }
  std::random_device random;
  return absl::StrFormat("%s-%d-%08x", name, getpid(), random());
}

// Those that are asked for, else all; and of those what this machine has.
absl::StatusOr<std::vector<std::string>> Languages(
    const std::vector<std::string>& wanted) {
  for (const std::string& name : wanted) {
    const Language* const language = FindLanguage(*BuiltInLanguages(), name);
    if (language == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("--language: there is no language ", name,
                       "; `grader doctor` lists them"));
    }
    if (absl::Status has = CheckInstalled(*language); !has.ok()) return has;
  }
  if (!wanted.empty()) return wanted;
  std::vector<std::string> names;
  for (const Language& language : *BuiltInLanguages()) {
    if (language.installed()) names.push_back(language.name);
  }
  return names;
}

ExitCode Work(const WorkArguments& arguments) {
  const auto lease = ParseDuration(arguments.lease);
  if (!lease.ok()) {
    return Fail(absl::InvalidArgumentError(
        absl::StrCat("--lease: ", lease.status().message())));
  }
  WorkerOptions options;
  options.lease = std::max(absl::Seconds(1), *lease);
  options.jobs = arguments.jobs;
  options.state.host = HostName();
  options.state.name = WorkerName(options.state.host);
  options.state.grader = std::string(kVersion);
  auto languages = Languages(arguments.languages);
  if (!languages.ok()) return Fail(languages.status());
  options.state.languages = *std::move(languages);
  EndOnSignals();
  options.stopped = [] { return stop_signal != 0; };
  NatsOptions nats_options = arguments.nats;
  nats_options.name = options.state.name;
  nats_options.stopped = options.stopped;
  // A worker is there for as long as nobody ends it.
  nats_options.patience = absl::InfiniteDuration();
  nats_options.remake = true;
  std::mutex mutex;
  options.on_line = [&](const std::string& line) {
    const std::lock_guard lock(mutex);
    std::cout << ForTerminal(line) << std::endl;
  };
  nats_options.on_line = options.on_line;
  const auto nats = Nats::Connect(nats_options);
  if (!nats.ok()) return Fail(nats.status());
  const auto tools = MakeTools();
  if (!tools.ok()) return Fail(tools.status());
  // What is graded with less than all of it is graded by nobody else so.
  if (absl::Status full = RequireIsolation(*(*tools)->runner); !full.ok()) {
    return Fail(absl::FailedPreconditionError(absl::StrCat(
        "this worker takes no jobs, it lacks isolation: ", full.message(),
        "; `grader doctor` tells the cure")));
  }
  const auto clock = ChooseClock("auto", *(*tools)->runner);
  if (!clock.ok()) return Fail(clock.status());
  options.state.virtual_clock = *clock == ClockKind::kVirtual;
  options.make_runner = [] {
    auto runner = MakeRunner();
    if (runner.ok()) (*runner)->RequireIsolation();
    return runner;
  };
  JobBoard board(**nats);
  Worker worker(board, (*tools)->cache, (*tools)->workspace, options);
  if (absl::Status begun = worker.Begin(); !begun.ok()) return Fail(begun);
  options.on_line(absl::StrCat(options.state.name, " takes jobs from ",
                               (*nats)->address(), ", ", options.jobs,
                               " at a time; Ctrl-C ends it after those"));
  const absl::Status worked = worker.Work();
  // Its last job is given to others, as if it had been killed.
  if (absl::IsCancelled(worked)) return kAllWell;
  return worked.ok() ? kAllWell : Fail(worked);
}

}  // namespace

void AddWorkCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<WorkArguments>();
  CLI::App* work = app.add_subcommand(
      "work", "Grade what others put into a queue, beside other machines");
  AddQueueOptions(*work, arguments->nats)->required();
  work->add_option("--language", arguments->languages,
                   "take jobs in this language alone; may be repeated "
                   "(default: all that this machine has the tools of)");
  work->add_option("--jobs", arguments->jobs, "submissions at a time")
      ->check(AboveZero())
      ->capture_default_str();
  work->add_option("--lease", arguments->lease,
                   "how long after a worker has died others take its jobs; "
                   "the first worker of a queue decides")
      ->capture_default_str();
  work->footer(
      "First it grades a canary in each language, a program whose verdicts are "
      "known,\nand again every hour; where one fails, or the tools of a "
      "language are missing, it\nleaves those jobs to others. Without full "
      "isolation it takes none.\n\n"
      "Exit status: 0 stopped by SIGINT or SIGTERM, 2 wrong usage, 3 it cannot "
      "work.");
  work->callback([arguments, &exit_code] { exit_code = Work(*arguments); });
}

}  // namespace grader

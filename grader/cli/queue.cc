// grader queue: what is in the queue of many machines, and who works on it.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "grader/cli/commands.h"
#include "grader/cli/queue_option.h"
#include "grader/execute/time_of_day.h"
#include "grader/queue/job_board.h"
#include "grader/queue/queue_view.h"
#include "grader/report/sanitize.h"

namespace grader {
namespace {

struct QueueArguments {
  NatsOptions nats;
  std::string format = "text";
};

ExitCode Queue(const QueueArguments& arguments) {
  NatsOptions options = arguments.nats;
  options.name = "grader queue";
  options.patience = absl::Seconds(5);
  const auto nats = Nats::Connect(options);
  if (!nats.ok()) return Fail(nats.status());
  JobBoard board(**nats);
  if (absl::Status begun = board.Begin(); !begun.ok()) return Fail(begun);
  const auto view = ViewQueue((*nats)->address(), board);
  if (!view.ok()) return Fail(view.status());
  std::cout << (arguments.format == "json"
                    ? QueueJson(*view, TimeOfDay())
                    : ForTerminal(QueueText(*view, TimeOfDay())));
  return std::cout.flush() ? kAllWell : kGraderFailed;
}

}  // namespace

void AddQueueCommand(CLI::App& app, ExitCode& exit_code) {
  auto arguments = std::make_shared<QueueArguments>();
  CLI::App* queue = app.add_subcommand(
      "queue", "Show what is in the queue of many machines, and who works");
  AddQueueOptions(*queue, arguments->nats)->required();
  queue->add_option("--format", arguments->format, "how to report")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  queue->footer(
      "Shows how many jobs there are, what they need and since when the oldest "
      "waits;\nthe workers, what they have and what each of them grades; and "
      "the dead letters:\nwhat no worker could grade, and why.\n\n"
      "Exit status: 0 shown, 2 wrong usage, 3 the server cannot be asked.");
  queue->callback([arguments, &exit_code] { exit_code = Queue(*arguments); });
}

}  // namespace grader

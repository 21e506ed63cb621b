// What the queue itself can do: jobs that are sent, taken, answered and
// received with all that goes over the network for each, and of which nothing
// is graded.
//   queue_benchmark ADDRESS JOBS WORKERS SENDERS RESULT_BYTES [TOLD]
// TOLD is how often a worker tells of itself for each job: twice, where jobs
// take longer than a fifth of a second. Prints one object of JSON.
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/execute/monotonic.h"
#include "grader/problem/version.h"
#include "grader/queue/job_board.h"
#include "grader/queue/nats.h"

namespace grader {
namespace {

constexpr absl::Duration kLease = absl::Seconds(30);
constexpr std::int64_t kMostBytes = 64 << 20;
constexpr std::size_t kSubmissionBytes = 1000;

// Nothing of a measurement is worth anything after a failure.
template <typename T>
T Must(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::cerr << value.status() << "\n";
  std::exit(3);
}

void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << "\n";
  std::exit(3);
}

struct Settings {
  std::string url;
  int jobs = 0;
  int workers = 0;
  int senders = 0;
  std::size_t result_bytes = 0;
  int told = 0;
};

std::unique_ptr<Nats> ConnectTo(const Settings& settings) {
  return Must(
      Nats::Connect({.url = settings.url, .patience = absl::Seconds(20)}));
}

JobNeeds Needs() {
  return {std::string(kVersion), ClockKind::kVirtual, "python"};
}

Graded Empty(std::size_t bytes) {
  Graded graded;
  graded.result.problem = "empty";
  graded.result.language = "python";
  graded.result.verdict = "accepted";
  graded.page = std::string(bytes, 'x');
  return graded;
}

// As a batch or a server does, but for the files of the problem, which are sent
// once for all.
void Send(const Settings& settings, int first) {
  const auto nats = ConnectTo(settings);
  JobBoard board(*nats);
  GradingJob job = {std::string(kVersion), "empty", std::string(64, '0'), "",
                    "python"};
  for (int i = first; i < settings.jobs; i += settings.senders) {
    const std::string text = absl::StrCat(i, "\n");
    Must(board.SetSubmission(
        text + std::string(kSubmissionBytes - text.size(), '#'), job));
    const auto known = Must(board.FindGraded(
        JobId(job), [](const Result&) { return true; }, ReadFrom::kNearest));
    if (!known) Must(board.Send(job));
  }
}

// As Worker does.
void Answer(const Settings& settings, int number, std::atomic<int>& left) {
  const auto nats = ConnectTo(settings);
  JobBoard board(*nats);
  const auto source = Must(board.OpenSource(Needs(), kLease));
  const Graded graded = Empty(settings.result_bytes);
  WorkerState state;
  state.name = absl::StrCat("worker-", number);
  state.grader = std::string(kVersion);
  state.languages = {"python"};
  std::unique_ptr<NatsListener> listener;
  while (left > 0) {
    const auto delivery = Must(board.Take(source));
    if (!delivery) {
      if (listener == nullptr) {
        listener = Must(board.ListenForJobs());
      } else {
        listener->Wait(absl::Seconds(1));
      }
      continue;
    }
    listener = nullptr;
    const GradingJob job = Must(JobBoard::JobIn(*delivery));
    for (int i = 0; i < settings.told; ++i) Must(board.Announce(state));
    const auto known = Must(board.FindGraded(
        JobId(job), [](const Result&) { return true; }, ReadFrom::kNearest));
    if (!known) {
      Must(board.SubmissionOf(job, kMostBytes));
      Must(board.StoreGraded(JobId(job), graded, ""));
    }
    Must(board.Finish(*delivery));
    --left;
  }
}

void Measure(const Settings& settings) {
  const auto nats = ConnectTo(settings);
  JobBoard board(*nats);
  Must(board.Begin());
  std::uint64_t place = Must(board.EndOfResults());
  const auto listener = Must(board.ListenForResults());
  std::atomic<int> left = settings.jobs;
  const absl::Time start = MonotonicNow();
  std::vector<std::thread> threads;
  for (int i = 0; i < settings.senders; ++i) {
    threads.emplace_back([&, i] { Send(settings, i); });
  }
  for (int i = 0; i < settings.workers; ++i) {
    threads.emplace_back([&, i] { Answer(settings, i, left); });
  }
  std::set<std::string> received;
  while (static_cast<int>(received.size()) < settings.jobs) {
    const auto result = Must(board.NextResult(
        place, [](const std::string&) { return true; }, ReadFrom::kNearest));
    if (result) {
      received.insert(result->job);
    } else {
      listener->Wait(absl::Seconds(1));
    }
  }
  const double seconds = absl::ToDoubleSeconds(MonotonicNow() - start);
  for (std::thread& thread : threads) thread.join();
  std::cout << "{\"jobs\": " << settings.jobs
            << ", \"workers\": " << settings.workers
            << ", \"senders\": " << settings.senders
            << ", \"result_bytes\": " << settings.result_bytes
            << ", \"seconds\": " << seconds
            << ", \"per_second\": " << settings.jobs / seconds << "}\n";
}

int Main(const std::vector<std::string>& words) {
  Settings settings;
  if ((words.size() == 6 || words.size() == 7) &&
      absl::SimpleAtoi(words[2], &settings.jobs) &&
      absl::SimpleAtoi(words[3], &settings.workers) &&
      absl::SimpleAtoi(words[4], &settings.senders) &&
      absl::SimpleAtoi(words[5], &settings.result_bytes) &&
      (words.size() == 6 || absl::SimpleAtoi(words[6], &settings.told)) &&
      settings.jobs > 0 && settings.workers > 0 && settings.senders > 0) {
    settings.url = words[1];
    Measure(settings);
    return 0;
  }
  std::cerr << "usage: queue_benchmark ADDRESS JOBS WORKERS SENDERS "
               "RESULT_BYTES [TOLD]\n";
  return 2;
}

}  // namespace
}  // namespace grader

int main(int argc, char** argv) {
  return grader::Main(std::vector<std::string>(argv, argv + argc));
}

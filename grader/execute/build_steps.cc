#include "grader/execute/build_steps.h"

#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <system_error>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/machine_shortage.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// The group of the submission is at its limit a little before the kernel says
// so: some of what it took back is counted again.
bool IsFull(const Observation& observation, const Limits& limits) {
  return observation.peak_memory_bytes >=
         limits.memory_bytes - limits.memory_bytes / 16;
}

// The limit of the build that made a step fail; nothing if none did.
std::optional<Limit> LimitReached(const Observation& observation,
                                  const Limits& limits) {
  if (const auto* killed = std::get_if<Killed>(&observation.termination)) {
    return killed->limit;
  }
  if (IsFull(observation, limits)) return Limit::kMemory;
  if (!observation.limits_reached.empty()) {
    return observation.limits_reached.front();
  }
  return std::nullopt;
}

// Whether a group of processes around ours can have been at its own limit,
// which ends or refuses the same process.
bool MayBeOfTheMachine(Limit limit, const Observation& observation,
                       const Limits& limits) {
  return limit == Limit::kProcesses ||
         (limit == Limit::kMemory && !IsFull(observation, limits));
}

absl::Status Shortage(absl::string_view lack, absl::string_view output) {
  return absl::UnavailableError(
      absl::StrCat("a compiler could not work here: ", lack, "\n", output));
}

}  // namespace

BuildSteps::BuildSteps(const Submission& submission, const fs::path& folder,
                       Runner& runner)
    : submission_(submission),
      folder_(folder),
      runner_(runner),
      limits_(submission.language.build_limits),
      left_(limits_) {}

absl::StatusOr<StepResult> BuildSteps::Run(const Command& command) {
  absl::StatusOr<StepResult> result = RunOnce(command);
  // What was short for a moment may be there again.
  if (result.ok() && result->unsure && !result->limit) {
    result = RunOnce(command);
  }
  return result;
}

absl::StatusOr<StepResult> BuildSteps::RunOnce(const Command& command) {
  if (const auto spent = Spent()) {
    StepResult result;
    result.limit = spent;
    return result;
  }
  const auto observation = runner_.Run(command, left_);
  if (!observation.ok()) return observation.status();
  Spend(*observation);
  absl::StatusOr<StepResult> result = Judge(*observation);
  if (result.ok() && !result->limit && DiskIsExceeded()) {
    result->ok = false;
    result->limit = Limit::kDisk;
  }
  return result;
}

absl::StatusOr<StepResult> BuildSteps::Judge(const Observation& observation) {
  StepResult result;
  result.output =
      absl::StrCat(observation.err.Joined(), observation.out.Joined());
  result.wall_time = observation.wall_time;
  result.ok = observation.termination == Termination(Exited{0});
  if (result.ok) return result;
  result.limit = LimitReached(observation, limits_);
  if (const auto* ended = std::get_if<Signaled>(&observation.termination)) {
    result.signal = ended->signal;
  }
  if (const auto* ended = std::get_if<Exited>(&observation.termination)) {
    result.exit_code = ended->code;
  }
  // SIGBUS: a page of a file had no room on the disk (mmap(2)).
  result.unsure = result.signal == SIGBUS ||
                  SpeaksOfShortage(result.output, submission_.sources);
  const bool asks = result.limit
                        ? MayBeOfTheMachine(*result.limit, observation, limits_)
                        : result.unsure || result.signal == SIGKILL;
  if (!asks) return result;
  if (const std::string lack = LackOfMachine(limits_, folder_); !lack.empty()) {
    return Shortage(lack, result.output);
  }
  // Nothing in the sandbox may do that to a compiler.
  if (!result.limit && result.signal == SIGKILL) {
    return Shortage("the machine ended it, as a kernel without memory does",
                    result.output);
  }
  return result;
}

void BuildSteps::Spend(const Observation& observation) {
  const auto own = [&](absl::Duration time) {
    return std::max(time - observation.run_queue_delay, absl::ZeroDuration());
  };
  left_.elapsed -= own(observation.elapsed);
  left_.wall -= own(observation.wall_time);
  left_.cpu -= observation.cpu_time;
}

std::optional<Limit> BuildSteps::Spent() const {
  if (left_.cpu <= absl::ZeroDuration()) return Limit::kCpu;
  if (left_.elapsed <= absl::ZeroDuration()) return Limit::kElapsed;
  if (left_.wall <= absl::ZeroDuration()) return Limit::kWall;
  return std::nullopt;
}

// The sandbox bounds the size of each file and their number, but not all of
// them together where a folder of the machine is written to.
bool BuildSteps::DiskIsExceeded() const {
  std::int64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator
           entry(folder_, fs::directory_options::skip_permission_denied, error),
       end;
       !error && entry != end; entry.increment(error)) {
    struct stat info;
    if (lstat(entry->path().c_str(), &info) == 0) bytes += info.st_blocks * 512;
  }
  return bytes > limits_.disk_bytes;
}

std::string DescribeLimit(Limit limit, const Limits& limits) {
  switch (limit) {
    case Limit::kElapsed:
      return FormatElapsed(limits.elapsed);
    case Limit::kCpu:
      return FormatElapsed(limits.cpu) + " of processor time";
    case Limit::kWall:
      return FormatElapsed(limits.wall) + " of real time";
    case Limit::kMemory:
      return FormatBytes(limits.memory_bytes) + " of memory";
    case Limit::kOutput:
      return FormatBytes(limits.output_bytes) + " of messages";
    case Limit::kProcesses:
      return absl::StrCat(limits.processes, " processes");
    case Limit::kFileSize:
      return FormatBytes(limits.file_bytes) + " for a file";
    case Limit::kDisk:
      return FormatBytes(limits.disk_bytes) + " of files";
    case Limit::kOpenFiles:
      return absl::StrCat(limits.open_files, " open files");
  }
  return "";
}

std::string ReasonOfLimit(Limit limit) {
  switch (limit) {
    case Limit::kElapsed:
      return "elapsed_limit";
    case Limit::kCpu:
      return "cpu_limit";
    case Limit::kWall:
      return "wall_limit";
    case Limit::kMemory:
      return "memory_limit";
    case Limit::kOutput:
      return "output_limit";
    case Limit::kProcesses:
      return "process_limit";
    case Limit::kFileSize:
      return "file_size_limit";
    case Limit::kDisk:
      return "disk_limit";
    case Limit::kOpenFiles:
      return "open_files_limit";
  }
  return "";
}

}  // namespace grader

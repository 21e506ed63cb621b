#include "grader/crash_cause.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/execute/build.h"
#include "grader/execute/case_command.h"
#include "grader/execute/known_run.h"
#include "grader/execute/plan.h"
#include "grader/judge/sanitizer_report.h"
#include "grader/judge/stack_frames.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// A sanitized program computes two to four times as long, and has a byte of
// shadow for eight of its own, a wall around each object, and some memory that
// was freed put aside. A stack may grow to the limit of memory, so more of that
// makes an endless recursion take longer.
constexpr int kTimesLonger = 5;
constexpr int kTimesLarger = 2;
constexpr std::int64_t kLeastMemory = 256 * kMiB;
constexpr std::int64_t kLeastOutput = 256 * kKiB;
constexpr std::size_t kLongestFunction = 100;

// A line of a program.
struct Frame {
  std::string function;
  CodePlace place;
};

// "later(std::vector<int> const&) [clone .resume]" without all but its name: of
// a coroutine the compiler makes several functions.
std::string NameOf(std::string function) {
  function = function.substr(0, function.find(" [clone "));
  if (!absl::EndsWith(function, ")")) return function;
  std::size_t depth = 0;
  for (std::size_t i = function.size(); i-- > 0;) {
    if (function[i] == ')') ++depth;
    if (function[i] == '(' && --depth == 0) return function.substr(0, i);
  }
  return function;
}

bool Crashed(const CaseReport& one, bool reveal) {
  return absl::StartsWith(one.verdict.reason, "signal:") && !one.skipped() &&
         (reveal || one.test_case.visibility == Visibility::kVisible);
}

absl::StatusOr<Observation> RunSanitized(const Build& build,
                                         const CaseReport& one, ClockKind clock,
                                         const Workshop& workshop) {
  const Command command = CommandFor(build, one.test_case, clock);
  Limits limits = LimitsFor(build, one.test_case);
  limits.elapsed *= kTimesLonger;
  limits.cpu *= kTimesLonger;
  limits.memory_bytes =
      std::max(limits.memory_bytes * kTimesLarger, kLeastMemory);
  limits.output_bytes = std::max(limits.output_bytes, kLeastOutput);
  const std::string name = RunName(build, command, limits, workshop);
  if (auto known = FindRun(name, workshop.cache)) return *std::move(known);
  auto observation = workshop.runner.Run(command, limits);
  if (observation.ok()) KeepRun(name, *observation, workshop.cache);
  return observation;
}

// The lines of `program` at `addresses`. The program is the submission's, so
// what reads it is confined as well.
std::map<std::string, Frame> FramesAt(const std::vector<std::string>& addresses,
                                      const fs::path& program,
                                      const Workshop& workshop) {
  std::map<std::string, Frame> frames;
  Command command;
  command.argv = {FindProgram({"addr2line"}, kSystemPath), "--functions",
                  "--demangle", "--exe", program.string()};
  if (command.argv.front().empty() || addresses.empty()) return frames;
  command.argv.insert(command.argv.end(), addresses.begin(), addresses.end());
  command.environment = {{"PATH", kSystemPath}, {"LC_ALL", "C.UTF-8"}};
  command.readable = {program.parent_path()};
  Limits limits;
  limits.output_bytes = kLeastOutput;
  const auto said = workshop.runner.Run(command, limits);
  if (!said.ok() || said->termination != Termination(Exited{0})) return frames;
  // Two lines for each: its function, and FILE:LINE.
  const std::vector<std::string> lines =
      absl::StrSplit(WithoutOwnFolders(said->out.Joined()), '\n');
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    if (lines.size() < 2 * i + 2) break;
    Frame frame;
    frame.function = NameOf(lines[2 * i]).substr(0, kLongestFunction);
    const std::string& place = lines[2 * i + 1];
    const std::size_t colon = place.rfind(':');
    if (colon != std::string::npos &&
        absl::SimpleAtoi(place.substr(colon + 1, place.find(' ') - colon - 1),
                         &frame.place.line)) {
      frame.place.file = place.substr(0, colon);
      frames[addresses[i]] = std::move(frame);
    }
  }
  return frames;
}

// The innermost frames of `report` that are the learner's, one of each stack.
std::vector<CrashStep> OwnSteps(const SanitizerReport& report,
                                const Submission& submission,
                                const fs::path& program,
                                const Workshop& workshop) {
  std::vector<std::string> addresses;
  for (const SanitizerStack& stack : report.stacks) {
    addresses.insert(addresses.end(), stack.addresses.begin(),
                     stack.addresses.end());
  }
  const std::map<std::string, Frame> frames =
      FramesAt(addresses, program, workshop);
  std::vector<CrashStep> steps;
  for (const SanitizerStack& stack : report.stacks) {
    for (const std::string& address : stack.addresses) {
      const auto frame = frames.find(address);
      if (frame == frames.end()) continue;
      CodePlace place = frame->second.place;
      const bool own = std::any_of(
          submission.sources.begin(), submission.sources.end(),
          [&](const SourceFile& source) { return source.name == place.file; });
      if (!own) continue;
      if (const auto name = submission.handed_in_as.find(place.file);
          name != submission.handed_in_as.end()) {
        place.file = name->second;
      }
      steps.push_back({stack.what, std::move(place), frame->second.function});
      break;
    }
  }
  return steps;
}

std::optional<CrashCause> FindCause(const Submission& submission,
                                    const Build& build, const CaseReport& one,
                                    ClockKind clock, const Workshop& workshop) {
  const auto run = RunSanitized(build, one, clock, workshop);
  if (!run.ok()) return std::nullopt;
  const auto report = ReadSanitizerReport(run->err.Joined(), kProgram);
  if (!report) return std::nullopt;
  CrashCause cause{report->kind, report->means, {}};
  if (report->place.line > 0) {
    cause.steps.push_back({"at", report->place, ""});
  } else {
    cause.steps =
        OwnSteps(*report, submission, build.folder / kProgram, workshop);
  }
  return cause;
}

}  // namespace

void AddCrashCause(const Submission& submission, Report& report,
                   const Workshop& workshop) {
  if (submission.language.toolchain.sanitize.empty()) return;
  const auto crashed = std::find_if(
      report.cases.begin(), report.cases.end(),
      [&](const CaseReport& one) { return Crashed(one, report.reveal); });
  if (crashed == report.cases.end()) return;
  workshop.Tell(
      absl::StrCat("why case \"", crashed->test_case.name, "\" crashed"));
  workshop.runner.StartSession();
  Submission sanitized = submission;
  sanitized.sanitized = true;
  // Two sanitizers do not go together.
  sanitized.scaffold.schedules.clear();
  const auto build = BuildSubmission(sanitized, workshop);
  if (!build.ok()) return;
  const absl::Cleanup remove_build = [&] {
    RemoveBuild(*build, workshop.workspace);
  };
  if (!build->ok) return;
  crashed->crash_cause =
      FindCause(submission, *build, *crashed, report.clock, workshop);
  if (!crashed->crash_cause || crashed->crash_cause->steps.empty() ||
      crashed->verdict.place.line > 0) {
    return;
  }
  const bool decides = report.verdict == crashed->verdict;
  crashed->verdict.place = crashed->crash_cause->steps.front().place;
  if (decides) report.verdict = crashed->verdict;
}

}  // namespace grader

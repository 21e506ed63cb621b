#include "grader/crash_cause.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/build.h"
#include "grader/execute/built_with.h"
#include "grader/execute/case_command.h"
#include "grader/execute/known_run.h"
#include "grader/execute/plan.h"
#include "grader/execute/source_lines.h"
#include "grader/judge/sanitizer_report.h"
#include "grader/judge/stack_frames.h"
#include "grader/problem/interactor.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// A sanitized program computes two to four times as long.
constexpr int kTimesLonger = 5;
constexpr std::int64_t kLeastMemory = 256 * kMiB;
constexpr std::int64_t kLeastOutput = 256 * kKiB;
constexpr std::size_t kLongestFunction = 100;

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

// A sanitizer has told it in the run that was judged.
bool IsFound(const CaseReport& one) {
  return one.verdict.reason == "sanitizer";
}

bool Crashed(const CaseReport& one, bool reveal) {
  // A crash in the middle of a conversation takes both to be repeated.
  return (absl::StartsWith(one.verdict.reason, "signal:") || IsFound(one)) &&
         !one.skipped() && InteractorOf(one.test_case) == nullptr &&
         (reveal || one.test_case.visibility == Visibility::kVisible);
}

absl::StatusOr<Observation> RunSanitized(const Build& build,
                                         const CaseReport& one, ClockKind clock,
                                         const Workshop& workshop) {
  Command command = CommandFor(build, one.test_case, clock);
  // Here all that ends a program is of interest.
  command.environment["ASAN_OPTIONS"] += ":handle_abort=1";
  Limits limits = LimitsFor(build, one.test_case);
  limits.elapsed *= kTimesLonger;
  limits.cpu *= kTimesLonger;
  limits.memory_bytes = std::max(limits.memory_bytes, kLeastMemory);
  limits.output_bytes = std::max(limits.output_bytes, kLeastOutput);
  const std::string name = RunName(build, command, limits, workshop);
  if (auto known = FindRun(name, workshop)) return *std::move(known);
  auto observation = workshop.runner.Run(command, limits);
  if (observation.ok()) KeepRun(name, *observation, workshop);
  return observation;
}

// "0x14f742"; 0, which has no line, if it is none.
std::uint64_t ToNumber(const std::string& address) {
  std::uint64_t number = 0;
  return absl::SimpleHexAtoi(address, &number) ? number : 0;
}

// The innermost frames of `report` that are the learner's, one of each stack.
std::vector<CrashStep> OwnSteps(const SanitizerReport& report,
                                const Submission& submission,
                                const fs::path& program,
                                const Workshop& workshop) {
  std::vector<std::uint64_t> addresses;
  for (const SanitizerStack& stack : report.stacks) {
    absl::c_transform(stack.addresses, std::back_inserter(addresses), ToNumber);
  }
  const std::map<std::uint64_t, SourceLine> lines =
      FindSourceLines(addresses, program, workshop.runner);
  std::vector<CrashStep> steps;
  for (const SanitizerStack& stack : report.stacks) {
    for (const std::string& address : stack.addresses) {
      const auto found = lines.find(ToNumber(address));
      if (found == lines.end()) continue;
      CodePlace place = {WithoutOwnFolders(found->second.file),
                         found->second.line};
      const bool own = std::any_of(
          submission.sources.begin(), submission.sources.end(),
          [&](const SourceFile& source) { return source.name == place.file; });
      if (!own) continue;
      if (const auto name = submission.handed_in_as.find(place.file);
          name != submission.handed_in_as.end()) {
        place.file = name->second;
      }
      steps.push_back(
          {stack.what, std::move(place),
           NameOf(found->second.function).substr(0, kLongestFunction)});
      break;
    }
  }
  return steps;
}

std::optional<CrashCause> FindCause(const Submission& submission,
                                    const Build& build, const CaseReport& one,
                                    ClockKind clock, const Workshop& workshop) {
  const auto run = IsFound(one) ? one.observation
                                : RunSanitized(build, one, clock, workshop);
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
  Submission sanitized = BuiltWith(crashed->test_case, submission);
  sanitized.sanitized = true;
  if (!IsFound(*crashed)) sanitized.sanitizers.clear();
  sanitized.deductions.clear();
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

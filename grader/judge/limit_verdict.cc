#include "grader/judge/limit_verdict.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/judge/blocking_advice.h"
#include "grader/judge/figures.h"
#include "grader/judge/lines.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

// Word, reason and advice, without what is particular to the run.
Verdict GeneralVerdict(Limit limit) {
  using Word = VerdictWord;
  switch (limit) {
    case Limit::kElapsed:
      return {Word::kTimeLimitExceeded, "elapsed_limit", ""};
    case Limit::kCpu:
      return {Word::kTimeLimitExceeded, "cpu_limit",
              ": is there a loop that never ends, or never awaits?"};
    case Limit::kWall:
      return {Word::kTimeLimitExceeded, "wall_limit", ""};
    case Limit::kMemory:
      return {
          Word::kMemoryLimitExceeded, "memory_limit",
          ": is there something that grows and never shrinks, or a recursion "
          "that never ends?"};
    case Limit::kOutput:
      return {Word::kOutputLimitExceeded, "output_limit",
              ": is there a loop that prints and never ends?"};
    case Limit::kProcesses:
      return {Word::kRunTimeError, "process_limit",
              ": is a thread or process started for every request?"};
    case Limit::kFileSize:
      return {Word::kRunTimeError, "file_size_limit", ""};
    case Limit::kDisk:
      return {Word::kRunTimeError, "disk_limit", ""};
    case Limit::kOpenFiles:
      return {Word::kRunTimeError, "open_files_limit",
              ": is everything that is opened also closed?"};
  }
  return {};
}

bool IsOfTime(Limit limit) {
  return limit == Limit::kElapsed || limit == Limit::kCpu ||
         limit == Limit::kWall;
}

}  // namespace

std::string FormatLimit(Limit limit, const Limits& limits, ClockKind clock) {
  switch (limit) {
    case Limit::kElapsed:
      return absl::StrCat(
          FormatElapsed(limits.elapsed),
          clock == ClockKind::kVirtual ? " on the grader's clock" : "");
    case Limit::kCpu:
      return absl::StrCat(FormatElapsed(limits.cpu), " of CPU time");
    case Limit::kWall:
      return absl::StrCat(FormatElapsed(limits.wall), " of real time");
    case Limit::kMemory:
      return absl::StrCat(FormatBytes(limits.memory_bytes), " of memory");
    case Limit::kOutput:
      return absl::StrCat(FormatBytes(limits.output_bytes), " of output");
    case Limit::kProcesses:
      return absl::StrCat(limits.processes, " processes and threads");
    case Limit::kFileSize:
      return absl::StrCat(FormatBytes(limits.file_bytes), " for one file");
    case Limit::kDisk:
      return absl::StrCat(FormatBytes(limits.disk_bytes), " in ", limits.files,
                          " files");
    case Limit::kOpenFiles:
      return absl::StrCat(limits.open_files, " open files");
  }
  return "";
}

Verdict LimitVerdict(Limit limit, const Observation& observation,
                     const Limits& limits) {
  Verdict verdict = GeneralVerdict(limit);
  const std::string advice = verdict.message;
  const std::string figure = FormatLimit(limit, limits, observation.clock);
  if (!IsOfTime(limit)) {
    verdict.message = absl::StrCat("reached the limit of ", figure, advice);
    return verdict;
  }
  const std::string open = OpenSpans(observation.trace);
  verdict.message = absl::StrCat(
      "stopped after ", figure, open.empty() ? "" : " while waiting in ", open,
      advice, limit == Limit::kCpu ? "" : BlockingAdvice(observation));
  return verdict;
}

std::string OpenSpans(const Trace& trace) {
  constexpr std::size_t kShown = 4;
  std::string text;
  std::size_t open = 0;
  for (const Span& span : trace.spans) {
    if (span.end || ++open > kShown) continue;
    absl::StrAppend(&text, text.empty() ? "" : ", ", Readable(span.name),
                    span.id == "-" ? "" : " ",
                    span.id == "-" ? "" : Readable(span.id));
  }
  if (open > kShown) absl::StrAppend(&text, " (+", open - kShown, " more)");
  return text;
}

}  // namespace grader

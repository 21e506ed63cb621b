#include "grader/report/observation_report.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/judge/figures.h"
#include "grader/judge/limit_verdict.h"
#include "grader/judge/signals.h"
#include "grader/problem/units.h"
#include "grader/report/json_values.h"
#include "grader/report/sanitize.h"

namespace grader {
namespace {

std::string LimitName(Limit limit, const Observation& observation,
                      const Limits& limits) {
  return LimitVerdict(limit, observation, limits).reason;
}

std::vector<std::string> LimitsReached(const Observation& observation,
                                       const Limits& limits) {
  std::vector<std::string> names;
  for (const Limit limit : observation.limits_reached) {
    names.push_back(LimitName(limit, observation, limits));
  }
  return names;
}

void AppendOutput(absl::string_view name, const CapturedText& captured,
                  std::string& text) {
  if (captured.Joined().empty()) return;
  absl::StrAppend(&text, name, ":\n", ForTerminal(captured.head));
  if (captured.omitted > 0) {
    absl::StrAppend(&text, "\n[… ", captured.omitted, " bytes omitted …]\n");
  }
  absl::StrAppend(&text, ForTerminal(captured.tail));
  if (text.back() != '\n') text += '\n';
}

}  // namespace

std::string TerminationInWords(const Observation& observation,
                               const Limits& limits) {
  struct Words {
    const Observation& observation;
    const Limits& limits;
    std::string operator()(const Exited& exited) const {
      return absl::StrCat("exited with ", exited.code);
    }
    std::string operator()(const Signaled& signaled) const {
      return absl::StrCat("killed by ", SignalName(signaled.signal));
    }
    std::string operator()(const Killed& killed) const {
      return absl::StrCat("stopped at ",
                          LimitName(killed.limit, observation, limits));
    }
    std::string operator()(const Deadlocked&) const { return "deadlock"; }
  };
  return std::visit(Words{observation, limits}, observation.termination);
}

std::string TextObservation(const Observation& observation,
                            const Limits& limits) {
  std::string text = absl::StrCat(
      "end        ", TerminationInWords(observation, limits), "\nelapsed    ",
      FormatElapsed(observation.elapsed), " (", ClockName(observation.clock),
      " clock)\ncpu time   ", FormatElapsed(observation.cpu_time),
      "\nwall time  ", FormatElapsed(observation.wall_time), "\nmemory     ",
      FormatBytes(observation.peak_memory_bytes), "\nisolation  ",
      absl::StrJoin(observation.isolation, " "), "\n");
  const std::vector<std::string> reached = LimitsReached(observation, limits);
  if (!reached.empty()) {
    absl::StrAppend(&text, "reached    ", absl::StrJoin(reached, " "), "\n");
  }
  AppendOutput("stdout", observation.out, text);
  AppendOutput("stderr", observation.err, text);
  return text;
}

std::string JsonObservation(const Observation& observation,
                            const Limits& limits) {
  Json object = {
      {"schema", "grader.observation/1"},
      {"end", TerminationInWords(observation, limits)},
      {"limits_reached", LimitsReached(observation, limits)},
      {"clock", Text(ClockName(observation.clock))},
      {"elapsed_ms", Milliseconds(observation.elapsed)},
      {"cpu_ms", Milliseconds(observation.cpu_time)},
      {"wall_ms", Milliseconds(observation.wall_time)},
      {"run_queue_delay_ms", Milliseconds(observation.run_queue_delay)},
      {"unaccounted_sleep_ms", Milliseconds(observation.unaccounted_sleep)},
      {"computed_ms", Milliseconds(observation.computed)},
      {"memory_bytes", observation.peak_memory_bytes},
      {"isolation", observation.isolation},
  };
  SetCaptured(object, "stdout", observation.out);
  SetCaptured(object, "stderr", observation.err);
  return Dump(object);
}

}  // namespace grader

#include "grader/judge/blocking_advice.h"

#include "absl/strings/str_cat.h"
#include "grader/problem/units.h"

namespace grader {

std::string BlockingAdvice(const Observation& observation) {
  if (observation.blocking_sleeps.empty()) return "";
  absl::Duration total;
  for (const BlockingSleep& sleep : observation.blocking_sleeps) {
    total += sleep.end - sleep.begin;
  }
  return absl::StrCat(
      ". The code blocks the event loop: it sleeps in the thread (",
      FormatElapsed(total),
      " in all) instead of awaiting, and nothing else can run meanwhile");
}

}  // namespace grader

#include "grader/passes.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using Feedback = std::map<std::string, std::string>;  // by name

const Checker* CheckerOf(const TestCase& test_case) {
  const auto& out = test_case.expect.out;
  return out ? std::get_if<Checker>(&*out) : nullptr;
}

// Its run was not the last: as it is told what came before, so is the next one.
TestCase NextPass(TestCase pass, Feedback feedback) {
  pass.input = std::move(feedback[kNextPass]);
  feedback.erase(kNextPass);
  std::get<Checker>(*pass.expect.out).feedback = std::move(feedback);
  return pass;
}

// Each pass is within the limits on its own, so what is told is how near the
// case came to them.
void TakeFigures(const Observation& before, Observation& last) {
  last.elapsed = std::max(last.elapsed, before.elapsed);
  last.cpu_time = std::max(last.cpu_time, before.cpu_time);
  last.wall_time = std::max(last.wall_time, before.wall_time);
  last.peak_memory_bytes =
      std::max(last.peak_memory_bytes, before.peak_memory_bytes);
}

Verdict CheckerIsWrong(const std::string& message) {
  return {VerdictWord::kJudgeError, "checker",
          absl::StrCat("the problem's checker ", message)};
}

}  // namespace

bool HasPasses(const TestCase& test_case) {
  const Checker* checker = CheckerOf(test_case);
  return checker != nullptr && checker->passes > 1;
}

CaseReport GradePasses(
    const TestCase& test_case,
    const std::function<CaseReport(const TestCase& pass)>& grade) {
  const int most = CheckerOf(test_case)->passes;
  TestCase pass = test_case;
  CaseReport report = grade(pass);
  for (int number = 1;; ++number) {
    const Observation& seen = report.observation;
    const bool asks = seen.checker_feedback.contains(kNextPass);
    if (report.verdict.word == VerdictWord::kJudgeError) return report;
    if (asks && seen.checker_end == Termination(Exited{kCheckerRejects})) {
      report.verdict = CheckerIsWrong(absl::StrCat(
          "rejected what was printed in pass ", number, " and wrote ",
          kNextPass, "; expected that of one that accepts"));
      return report;
    }
    if (report.verdict.word != VerdictWord::kAccepted) {
      if (number > 1 && !report.verdict.message.empty()) {
        report.verdict.message =
            absl::StrCat("in pass ", number, ": ", report.verdict.message);
      }
      return report;
    }
    if (!asks) return report;
    if (number == most) {
      report.verdict = CheckerIsWrong(absl::StrCat(
          "wrote ", kNextPass, " in pass ", number, "; expected at most ", most,
          " passes (a package says in limits.validation_passes how many)"));
      return report;
    }
    pass = NextPass(std::move(pass), seen.checker_feedback);
    CaseReport next = grade(pass);
    TakeFigures(seen, next.observation);
    report = std::move(next);
  }
}

}  // namespace grader

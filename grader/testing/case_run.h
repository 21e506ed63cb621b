// A run and its checks, for the tests of verdicts: accepted as it is made, and
// changed by each test in what it is about.
#ifndef GRADER_TESTING_CASE_RUN_H_
#define GRADER_TESTING_CASE_RUN_H_

#include <vector>

#include "grader/judge/verdict.h"

namespace grader {

struct JudgedRun {
  Observation observation;
  std::vector<CheckResult> checks;
  Limits limits;
  bool driven = true;

  JudgedRun() {
    observation.clock = ClockKind::kVirtual;
    observation.trace.done = true;
    for (const CheckKind kind :
         {CheckKind::kStdout, CheckKind::kStderr, CheckKind::kFile,
          CheckKind::kExitCode, CheckKind::kConcurrency, CheckKind::kTiming,
          CheckKind::kTrace, CheckKind::kPartial}) {
      CheckResult check;
      check.kind = kind;
      check.passed = true;
      checks.push_back(check);
    }
  }

  void Fail(CheckKind kind) {
    for (CheckResult& check : checks) {
      if (check.kind != kind) continue;
      check.passed = false;
      check.message = "it is wrong";
    }
  }

  Verdict Judged() const { return Judge(observation, checks, limits, driven); }
};

}  // namespace grader

#endif  // GRADER_TESTING_CASE_RUN_H_

// A Report: everything there is to say about one graded submission. Made by
// Grade, written out by the writers of this folder.
#ifndef GRADER_REPORT_REPORT_H_
#define GRADER_REPORT_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grader/execute/build.h"
#include "grader/execute/observation.h"
#include "grader/judge/check.h"
#include "grader/judge/verdict.h"
#include "grader/problem/problem.h"

namespace grader {

struct CaseReport {
  TestCase test_case;
  Verdict verdict;
  Observation observation;
  std::vector<CheckResult> checks;

  // What the reference does in this case, for formats that show its timeline
  // beside the submission's; see AddRightRuns.
  std::optional<Observation> right_run;

  // The case that this one needs and that failed, so that this one was not
  // run; empty: it was. The verdict's word is then that of the other one.
  std::string skipped_for;
  bool skipped() const { return !skipped_for.empty(); }

  // Rounded down: all of the points are only for what is all right.
  int points() const {
    return verdict.word == VerdictWord::kAccepted
               ? static_cast<int>(test_case.points * observation.checker_share)
               : 0;
  }
};

struct Report {
  std::string problem;  // id
  std::string title;
  std::string language;
  // compile_error, or the first judge_error, or the first case's verdict that
  // is not accepted, or accepted.
  Verdict verdict;
  int score = 0;
  int max_score = 0;
  ClockKind clock = ClockKind::kReal;
  std::vector<std::string> isolation;
  Build build;
  std::vector<CaseReport> cases;   // empty when the build failed
  std::vector<std::string> hints;  // the problem's
  int hints_shown = 1;  // how many of them, where not all can be unfolded
  // Show what hidden cases hold (instructors).
  bool reveal = false;
};

}  // namespace grader

#endif  // GRADER_REPORT_REPORT_H_

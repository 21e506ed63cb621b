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
#include "grader/problem/points.h"
#include "grader/problem/problem.h"
#include "grader/report/deduction_report.h"
#include "grader/report/group_report.h"

namespace grader {

// What an error means, and what to try; see AddExplanations.
struct Explained {
  std::string name;  // of the row that says so
  std::string means;
  std::string attempt;
  // Of a case that failed, where the compiler, or the runtime, warned of what
  // explains it.
  CodePlace place = {};

  bool operator==(const Explained&) const = default;
};

// One of the moments that a crash is made of.
struct CrashStep {
  std::string what;      // "read", "freed", "allocated", "variable x of", …
  CodePlace place;       // a line of the learner's
  std::string function;  // that it is in; empty: not known

  bool operator==(const CrashStep&) const = default;
};

// Why a program crashed; see AddCrashCause.
struct CrashCause {
  std::string kind;  // "heap-use-after-free", as AddressSanitizer has it
  std::string means;
  std::vector<CrashStep> steps;

  bool operator==(const CrashCause&) const = default;
};

// Where a case's observation comes from.
enum class RunSource {
  kNone,   // there was no run: the case was skipped, or the grader failed
  kFresh,  // it was run
  kKept,   // an earlier run of the same was kept, and stands for it
};

struct CaseReport {
  TestCase test_case;
  Verdict verdict;
  Observation observation;
  std::vector<CheckResult> checks;

  std::optional<Explained> explained;
  std::optional<CrashCause> crash_cause;

  // What the reference does in this case, for formats that show its timeline
  // beside the submission's; see AddRightRuns.
  std::optional<Observation> right_run;

  // The case that this one needs and that failed, so that this one was not
  // run; empty: it was. The verdict's word is then that of the other one.
  std::string skipped_for;
  bool skipped() const { return !skipped_for.empty(); }

  RunSource source = RunSource::kNone;

  // The times and the memory are upper bounds; see LearnerView.
  bool rounded_up = false;

  // All of them when accepted, a share when the checker found it partly right.
  bool partly_right() const {
    return verdict.word == VerdictWord::kWrongAnswer &&
           verdict.reason == "partial";
  }
  // From 0 to 1.
  double share() const {
    if (verdict.word == VerdictWord::kAccepted) return 1;
    return partly_right() ? observation.checker_share : 0;
  }
  Points points() const { return PointsFor(test_case.points, share()); }
};

struct Report {
  std::string grader;   // the version of the grader; empty: not known
  std::string problem;  // id
  std::string title;
  std::string language;
  // compile_error, or the first judge_error, or the first case's verdict that
  // is not accepted and no bonus, or accepted.
  Verdict verdict;
  Points score;  // after all deductions
  Points max_score;
  ClockKind clock = ClockKind::kReal;
  std::vector<std::string> isolation;  // layers active in all of its runs
  Build build;
  std::optional<Explained> explained;       // of a build that failed
  std::vector<CaseReport> cases;            // empty when the build failed
  std::vector<GroupReport> groups;          // of the cases; as they
  std::vector<DeductionReport> deductions;  // for how it is written
  std::vector<std::string> hints;           // the problem's
  int hints_shown = 1;  // how many of them, where not all can be unfolded
  // Show what hidden cases hold (instructors).
  bool reveal = false;
};

}  // namespace grader

#endif  // GRADER_REPORT_REPORT_H_

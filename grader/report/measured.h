// The interval that a failed timing check measured, found again in the trace:
// for the bars and the timeline of the text report.
#ifndef GRADER_REPORT_MEASURED_H_
#define GRADER_REPORT_MEASURED_H_

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "grader/judge/check.h"
#include "grader/problem/problem.h"
#include "grader/report/report.h"

namespace grader {

struct Measured {
  std::string span;  // its name; empty for the whole case
  absl::Duration begin;
  absl::Duration end;
  Bound<absl::Duration> bound;  // on end - begin
};

// What "elapsed", "spans.NAME.elapsed" (the first span out of bounds) or
// "spans.NAME.total" measured; nothing for any other check, for one that
// passed, and where the trace has no such span.
std::optional<Measured> MeasuredBy(const CheckResult& check,
                                   const CaseReport& one);

}  // namespace grader

#endif  // GRADER_REPORT_MEASURED_H_

// Bars that show how far a time is from what is allowed. Part of the text
// report.
#ifndef GRADER_REPORT_BOUND_BARS_H_
#define GRADER_REPORT_BOUND_BARS_H_

#include <string>

#include "absl/time/time.h"
#include "grader/problem/problem.h"

namespace grader {

struct BoundBars {
  std::string allowed;
  std::string value;
};

// A bar for `value` and one for the values that `bound` allows, on one scale of
// `columns`. Both are empty if there is nothing to draw.
BoundBars DrawBound(absl::Duration value, const Bound<absl::Duration>& bound,
                    int columns);

}  // namespace grader

#endif  // GRADER_REPORT_BOUND_BARS_H_

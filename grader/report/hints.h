// Which hint helps first: chosen by what failed.
#ifndef GRADER_REPORT_HINTS_H_
#define GRADER_REPORT_HINTS_H_

#include <string>
#include <vector>

#include "grader/problem/problem.h"
#include "grader/report/report.h"

namespace grader {

// The texts of `hints` for a report that opens `failed`: first those for that
// case or for what failed in it, then those for whatever fails, each kind in
// the order of the file. Hints for something else are left out. Without a
// failed case, all.
std::vector<std::string> HintsFor(const std::vector<Hint>& hints,
                                  const CaseReport* failed);

}  // namespace grader

#endif  // GRADER_REPORT_HINTS_H_

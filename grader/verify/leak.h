// Does what a learner gets to see tell what hidden cases hold? Searches reports
// in every format for texts that only hidden cases know.
#ifndef GRADER_VERIFY_LEAK_H_
#define GRADER_VERIFY_LEAK_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/submission.h"
#include "grader/report/report.h"

namespace grader {

// The lines that hidden cases of `report` are given, expect, or made the
// submission print, without those that a visible case or the learner's own
// texts hold as well, and without those that are too short to be told from
// others. Pure.
std::vector<std::string> HiddenTexts(const Report& report);

// `FORMAT shows "LINE"` for each hidden text in what learners see of `report`.
// Pure.
std::vector<std::string> Leaks(const Report& report);

// `submission`, made to print all that it can see before it does anything else:
// its arguments, its environment, stdin and the files around it. kUnimplemented
// if it is in a language that no such code is there for.
absl::StatusOr<Submission> WithDump(Submission submission);

}  // namespace grader

#endif  // GRADER_VERIFY_LEAK_H_

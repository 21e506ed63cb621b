// What a learner may see of a Report. Every writer whose output reaches a
// learner starts from LearnerView.
#ifndef GRADER_REPORT_VISIBILITY_H_
#define GRADER_REPORT_VISIBILITY_H_

#include <set>
#include <string>

#include "grader/execute/build.h"
#include "grader/report/report.h"

namespace grader {

// `report` without anything that a hidden case holds. Of such a case there
// remain its name, `why`, points, the verdict's word and reason with a message
// that fits every case, for each kind of check whether all of that kind passed,
// and figures in coarse steps: the longest of its times rounded up to 100 ms,
// 1 s, 10 s, … stands for all of them, and memory is rounded up to 16 MiB,
// 64 MiB, … (no step is above the limit). With `report.reveal`, all of
// `report`.
Report LearnerView(const Report& report);

// Takes out of `build` what a compiler says of `hidden`, files of a suite with
// tests that learners may not see: that they do not compile remains, and where.
// What it found in a library goes, too, for it names the tests that led there.
void HideSuite(const std::set<std::string>& hidden, Build& build);

}  // namespace grader

#endif  // GRADER_REPORT_VISIBILITY_H_

// The report for course systems that read JSON: GitHub Classroom, Gradescope,
// Exercism and check50.
#ifndef GRADER_REPORT_COURSE_REPORTS_H_
#define GRADER_REPORT_COURSE_REPORTS_H_

#include <string>

#include "grader/report/report.h"

namespace grader {

// Each is one object; a submission that does not compile is a test of the name
// "build" where the format wants tests. Hidden cases hold only what LearnerView
// leaves of them, as visible tests: Gradescope would hide a learner's total
// otherwise.

// The result of an autograding step of GitHub Classroom, version 1, before its
// encoding in base64. Status "error" is the grader's fault alone.
std::string ClassroomReport(const Report& report);

// Gradescope's results/results.json.
std::string GradescopeReport(const Report& report);

// Exercism's results.json, version 3. Status "error" for a submission that does
// not compile and for what the grader could not judge. What the learner printed
// is cut to 500 characters, and the whole stays below Exercism's 500 kB.
std::string ExercismReport(const Report& report);

// What `check50 --output json` prints, with the verdict and the score added.
std::string Check50Report(const Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_COURSE_REPORTS_H_

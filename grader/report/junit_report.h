// The report as JUnit XML, for continuous integration.
#ifndef GRADER_REPORT_JUNIT_REPORT_H_
#define GRADER_REPORT_JUNIT_REPORT_H_

#include <string>

#include "grader/report/report.h"

namespace grader {

// One suite, the problem, with a test case per case; a submission that does not
// compile has the one test case "build". Valid against the schema of Jenkins'
// xUnit plugin (junit-10.xsd), nothing beyond it: the verdict, the score and
// the clock are properties of the suite. Times are elapsed seconds. What the
// submission got wrong is a failure, what the grader could not do an error.
// Hidden cases hold only what LearnerView leaves of them.
std::string JUnitReport(const Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_JUNIT_REPORT_H_

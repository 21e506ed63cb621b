// Reports of every kind, made by hand from one problem, for the tests of
// whatever writes or reads a Report.
#ifndef GRADER_TESTING_SAMPLE_REPORTS_H_
#define GRADER_TESTING_SAMPLE_REPORTS_H_

#include <string>
#include <vector>

#include "grader/report/report.h"

namespace grader {

struct SampleReport {
  std::string name;  // also of its files in fixtures/reports
  Report report;
};

// In a fixed order, made once. Observations are made up; the checks and
// verdicts on them are those of RunChecks and Judge.
const std::vector<SampleReport>& SampleReports();

// The one of that name, which must exist.
Report SampleReportNamed(const std::string& name);

// Texts that stand in the hidden cases of the samples, in every place that can
// hold text, and that no learner may see.
std::vector<std::string> SampleSecrets();

}  // namespace grader

#endif  // GRADER_TESTING_SAMPLE_REPORTS_H_

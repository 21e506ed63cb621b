// What the sample reports are made of: cases of one problem, runs of them, and
// the reports on these.
#ifndef GRADER_TESTING_SAMPLE_CASES_H_
#define GRADER_TESTING_SAMPLE_CASES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grader/report/report.h"

namespace grader {

inline constexpr absl::Duration kRequest = absl::Milliseconds(100);

Span MakeSpan(const std::string& name, const std::string& id,
              absl::Duration begin, std::optional<absl::Duration> end);

Diagnostic MakeDiagnostic(Severity severity, const std::string& file, int line,
                          int column, const std::string& message,
                          std::vector<std::string> excerpt);

// A case with `n` requests that each take kRequest.
TestCase RequestsCase(const std::string& name, int n);

// A run that handled `n` requests serially and then again, `together` at a
// time.
Observation RequestsRun(int n, int together);

// `observation` with the checks and the verdict on it.
CaseReport Judged(TestCase test_case, Observation observation);

CaseReport Hidden(CaseReport one);
CaseReport TenRequests(Observation run);
CaseReport FiftyRequests(int together);  // hidden

Report RequestsReport(std::vector<CaseReport> cases);
Report CompileError();

}  // namespace grader

#endif  // GRADER_TESTING_SAMPLE_CASES_H_

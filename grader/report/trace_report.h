// The traces of a report in the Trace Event Format, for Perfetto
// (ui.perfetto.dev) and chrome://tracing.
#ifndef GRADER_REPORT_TRACE_REPORT_H_
#define GRADER_REPORT_TRACE_REPORT_H_

#include <string>

#include "grader/report/report.h"

namespace grader {

// A process per case and in it a thread per span, so that spans that overlap
// lie side by side; notes and the times in which a thread was blocked have
// threads of their own. Times are microseconds on the case's clock. A span that
// never ended is a begin without an end. Verdict and score are in "otherData".
// Hidden cases hold only what LearnerView leaves of them.
std::string TraceReport(const Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_TRACE_REPORT_H_

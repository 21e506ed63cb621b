// The report as one HTML file, for a browser.
#ifndef GRADER_REPORT_HTML_REPORT_H_
#define GRADER_REPORT_HTML_REPORT_H_

#include <string>

#include "grader/report/report.h"

namespace grader {

// A page that needs nothing beside itself and no script: the verdict, the
// compiler's errors, a table of the cases, and each case with its checks, its
// timeline and its output, failed ones unfolded. Follows the reader's choice of
// light or dark, and is made for the keyboard and for screen readers. Hidden
// cases hold only what LearnerView leaves of them.
std::string HtmlReport(const Report& report);

// What is in the body of that page, for a page that has more around it.
std::string HtmlReportBody(const Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_HTML_REPORT_H_

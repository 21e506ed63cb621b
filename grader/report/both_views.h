// BothViews: a report as it is kept for a course in the browser: as the learner
// sees it, and with what hidden cases hold.
#ifndef GRADER_REPORT_BOTH_VIEWS_H_
#define GRADER_REPORT_BOTH_VIEWS_H_

#include <string>

#include "grader/report/report.h"

namespace grader {

struct BothViews {
  std::string page;  // HtmlReportBody, as the learner sees it
  std::string revealed_page;
  std::string json;  // JsonReport, likewise
  std::string revealed_json;
};

BothViews ViewsOf(Report report);

}  // namespace grader

#endif  // GRADER_REPORT_BOTH_VIEWS_H_

#include "grader/report/both_views.h"

#include "grader/report/html_report.h"
#include "grader/report/json_report.h"

namespace grader {

BothViews ViewsOf(Report report) {
  BothViews views;
  report.reveal = false;
  views.page = HtmlReportBody(report);
  views.json = JsonReport(report);
  report.reveal = true;
  views.revealed_page = HtmlReportBody(report);
  views.revealed_json = JsonReport(report);
  return views;
}

}  // namespace grader

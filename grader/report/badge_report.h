// The report as a badge: an image of one line for the page of a repository.
#ifndef GRADER_REPORT_BADGE_REPORT_H_
#define GRADER_REPORT_BADGE_REPORT_H_

#include <string>

#include "grader/report/report.h"

namespace grader {

// An SVG image: the problem's title, and beside it what is said first of the
// verdict with the points. What of it depends on colour is said in words too.
std::string BadgeReport(const Report& report);

}  // namespace grader

#endif  // GRADER_REPORT_BADGE_REPORT_H_

// DeductionReport: what was taken off for how a submission is written. Made by
// Grade from what its build found, shown by every writer.
#ifndef GRADER_REPORT_DEDUCTION_REPORT_H_
#define GRADER_REPORT_DEDUCTION_REPORT_H_

#include <string>
#include <vector>

#include "grader/execute/style_findings.h"
#include "grader/problem/deduction.h"
#include "grader/problem/points.h"

namespace grader {

struct DeductionReport {
  Deduction deduction;
  StyleFindings found;
  Points due;     // for all that was found, up to the most
  Points points;  // what of that there was to take off
};

// One for each of `deductions` that there is anything to say of; `style` is
// what was found for each, and `score` what there is to take off, of which in
// their order each takes what is left. Pure.
std::vector<DeductionReport> MakeDeductionReports(
    const std::vector<Deduction>& deductions,
    const std::vector<StyleFindings>& style, Points score);

// What all of them have taken off.
Points Deducted(const std::vector<DeductionReport>& deductions);

// "1.5 points deducted", "0 points deducted, there were no more".
std::string PointsInWords(const DeductionReport& one);

// "3 findings, 0.5 points each, at most 1 point"; why a linter found nothing.
std::string InWords(const DeductionReport& one);

// "… and 4 more"; empty if all are told.
std::string UntoldInWords(const DeductionReport& one);

// "1.5 points deducted for warning unused-variable (3), pycodestyle E501 (1)";
// empty if there is none.
std::string DeductedInWords(const std::vector<DeductionReport>& deductions);

// All there is to say, in lines; empty if there is none.
std::string DeductionsInText(const std::vector<DeductionReport>& deductions);

}  // namespace grader

#endif  // GRADER_REPORT_DEDUCTION_REPORT_H_

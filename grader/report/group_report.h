// GroupReport: what became of the cases whose points are given together. Made
// by Grade from the reports of the cases, shown by every writer.
#ifndef GRADER_REPORT_GROUP_REPORT_H_
#define GRADER_REPORT_GROUP_REPORT_H_

#include <string>
#include <vector>

#include "grader/problem/problem.h"

namespace grader {

struct CaseReport;

struct GroupReport {
  CaseGroup group;
  Points points;
  std::string failed;  // its first case that is not accepted; empty: none

  bool passed() const { return failed.empty(); }
};

// One for each of `groups`, all of whose cases are among `cases`. Where all
// count, their points are for all cases accepted; where the worst counts, for
// the smallest share that any of them gets. Pure.
std::vector<GroupReport> MakeGroupReports(const std::vector<CaseGroup>& groups,
                                          const std::vector<CaseReport>& cases);

// "all or none; not accepted: ten thousand".
std::string InWords(const GroupReport& group);

}  // namespace grader

#endif  // GRADER_REPORT_GROUP_REPORT_H_

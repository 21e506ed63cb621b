#include "grader/report/group_report.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/report/report.h"

namespace grader {

std::vector<GroupReport> MakeGroupReports(
    const std::vector<CaseGroup>& groups,
    const std::vector<CaseReport>& cases) {
  std::vector<GroupReport> reports;
  for (const CaseGroup& group : groups) {
    GroupReport& report = reports.emplace_back();
    report.group = group;
    double worst = 1;
    for (const CaseReport& one : cases) {
      if (!absl::c_linear_search(group.cases, one.test_case.name)) continue;
      if (one.verdict.word == VerdictWord::kAccepted) continue;
      if (report.failed.empty()) report.failed = one.test_case.name;
      worst = std::min(worst, one.share());
    }
    if (report.passed()) {
      report.points = group.points;
    } else if (group.worst_counts) {
      report.points = PointsFor(group.points, worst);
    }
  }
  return reports;
}

std::string InWords(const GroupReport& group) {
  return absl::StrCat(
      group.group.worst_counts ? "the worst case counts" : "all cases or none",
      group.passed() ? "" : absl::StrCat("; not accepted: ", group.failed));
}

}  // namespace grader

#include "grader/report/group_report.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "grader/report/report.h"

namespace grader {
namespace {

CaseReport Case(const std::string& name, double share) {
  CaseReport one;
  one.test_case.name = name;
  one.observation.checker_share = share;
  one.verdict.word =
      share == 1 ? VerdictWord::kAccepted : VerdictWord::kWrongAnswer;
  if (share > 0 && share < 1) one.verdict.reason = "partial";
  return one;
}

GroupReport Grouped(bool worst_counts, const std::vector<CaseReport>& cases) {
  CaseGroup group;
  group.name = "all";
  group.points = 7;
  group.worst_counts = worst_counts;
  for (const CaseReport& one : cases) group.cases.push_back(one.test_case.name);
  return MakeGroupReports({group}, cases).front();
}

TEST(GroupReportTest, EveryCaseAcceptedGivesAllPoints) {
  for (const bool worst_counts : {false, true}) {
    const GroupReport all = Grouped(worst_counts, {Case("a", 1), Case("b", 1)});
    EXPECT_EQ(all.points, 7);
    EXPECT_TRUE(all.passed());
  }
}

TEST(GroupReportTest, OneThatFailsTakesAllPointsAndIsNamed) {
  const GroupReport failed =
      Grouped(false, {Case("a", 1), Case("b", 0.5), Case("c", 0)});
  EXPECT_EQ(failed.points, 0);
  EXPECT_EQ(failed.failed, "b");
  EXPECT_EQ(InWords(failed), "all cases or none; not accepted: b");
}

TEST(GroupReportTest, TheSmallestShareIsTheGroups) {
  EXPECT_EQ(ExactPoints(Grouped(true, {Case("a", 0.9), Case("b", 0.3)}).points),
            "2.1");
  EXPECT_EQ(Grouped(true, {Case("a", 0.9), Case("b", 0)}).points, 0);
}

TEST(GroupReportTest, CasesOfOtherGroupsDoNotMatter) {
  CaseGroup group;
  group.cases = {"a"};
  EXPECT_EQ(MakeGroupReports({group}, {Case("a", 1), Case("b", 0)})[0].points,
            1);
}

}  // namespace
}  // namespace grader

#include "grader/report/deduction_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

Deduction Each(const std::string& points) {
  Deduction deduction;
  deduction.warning = "shadow";
  deduction.points = *ParsePoints(points);
  return deduction;
}

StyleFindings Found(int count) {
  StyleFindings found;
  for (int i = 1; i <= count; ++i) {
    Diagnostic place;
    place.file = "a.cpp";
    place.line = i;
    place.message = "it shadows [-Wshadow]";
    AddFinding(place, {}, found);
  }
  return found;
}

DeductionReport Only(const Deduction& deduction, const StyleFindings& found,
                     Points score) {
  const auto reports = MakeDeductionReports({deduction}, {found}, score);
  return reports.empty() ? DeductionReport() : reports.front();
}

TEST(DeductionReportTest, EachFindingCostsItsPoints) {
  const DeductionReport one = Only(Each("0.5"), Found(3), 4);
  EXPECT_EQ(ExactPoints(one.points), "1.5");
  EXPECT_EQ(InWords(one), "3 findings, 0.5 points each");
  EXPECT_EQ(PointsInWords(one), "1.5 points deducted");
}

TEST(DeductionReportTest, AllTogetherCostAtMostWhatIsSaid) {
  Deduction deduction = Each("0.5");
  deduction.at_most = 1;
  const DeductionReport one = Only(deduction, Found(3), 4);
  EXPECT_EQ(one.points, 1);
  EXPECT_EQ(InWords(one), "3 findings, 0.5 points each, at most 1 point");
}

TEST(DeductionReportTest, NoScoreFallsBelowZero) {
  const auto reports =
      MakeDeductionReports({Each("1"), Each("2"), Each("3")},
                           {Found(1), Found(1), Found(1)}, *ParsePoints("2.5"));
  ASSERT_THAT(reports, SizeIs(3));
  EXPECT_EQ(reports[0].points, 1);
  EXPECT_EQ(ExactPoints(reports[1].points), "1.5");
  EXPECT_EQ(PointsInWords(reports[1]),
            "1.5 points deducted of 2, there were no more");
  EXPECT_EQ(reports[2].points, 0);
  EXPECT_EQ(ExactPoints(Deducted(reports)), "2.5");
}

TEST(DeductionReportTest, WhatWasNotFoundIsNotReported) {
  EXPECT_THAT(MakeDeductionReports({Each("1")}, {Found(0)}, 4), IsEmpty());
  EXPECT_THAT(MakeDeductionReports({Each("1")}, {}, 4), IsEmpty());
  EXPECT_EQ(DeductedInWords({}), "");
  EXPECT_EQ(DeductionsInText({}), "");
}

TEST(DeductionReportTest, MillionsOfFindingsCostWhatThereIs) {
  StyleFindings found = Found(1);
  found.count = 2'000'000'000;
  EXPECT_EQ(Only(Each("1000000"), found, kMostPoints).points, kMostPoints);
  EXPECT_EQ(Only(Each("0.000001"), found, kMostPoints).points, 2000);
}

TEST(DeductionReportTest, ManyAreToldAsANumber) {
  const DeductionReport one = Only(Each("0.5"), Found(25), 100);
  EXPECT_EQ(UntoldInWords(one), "… and 5 more");
  EXPECT_EQ(UntoldInWords(Only(Each("1"), Found(20), 100)), "");
}

TEST(DeductionReportTest, ALinterThatCouldNotLookIsTold) {
  StyleFindings found;
  found.trouble = "it crashed (signal 11)";
  Deduction deduction;
  deduction.linter = "pyflakes";
  deduction.points = 1;
  const DeductionReport one = Only(deduction, found, 4);
  EXPECT_EQ(one.points, 0);
  EXPECT_EQ(InWords(one),
            "nothing was looked for, as the linter could not read the program: "
            "it crashed (signal 11)");
  EXPECT_EQ(DeductedInWords({one}),
            "0 points deducted for pyflakes (it crashed (signal 11))");
}

TEST(DeductionReportTest, FindingsThatWereCutOffAreAtLeastSoMany) {
  StyleFindings found = Found(2);
  found.incomplete = true;
  EXPECT_EQ(InWords(Only(Each("1"), found, 4)),
            "at least 2 findings, 1 point each");
}

TEST(DeductionReportTest, TheWholeTextHasEveryPlace) {
  Deduction deduction = Each("1");
  deduction.message = "Take another name.";
  EXPECT_EQ(DeductionsInText(MakeDeductionReports({deduction}, {Found(2)}, 4)),
            "warning shadow: 2 findings, 1 point each: 2 points deducted\n"
            "  Take another name.\n"
            "  a.cpp:1: it shadows [-Wshadow]\n"
            "  a.cpp:2: it shadows [-Wshadow]\n");
}

}  // namespace
}  // namespace grader

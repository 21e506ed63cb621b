#include "grader/verify/margin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Uses half of every limit, and no more.
Report AtTheMargin() {
  Report report;
  report.language = "cpp";
  report.cases.resize(1);
  CaseReport& one = report.cases[0];
  one.test_case.name = "one";
  one.test_case.limits.elapsed = absl::Seconds(2);
  one.test_case.limits.cpu = absl::Seconds(1);
  one.test_case.limits.memory_bytes = 8 * kMiB;
  one.observation.elapsed = absl::Seconds(1);
  one.observation.cpu_time = absl::Milliseconds(500);
  one.observation.peak_memory_bytes = 4 * kMiB;
  return report;
}

TEST(NarrowLimitsTest, HalfIsEnough) {
  EXPECT_THAT(NarrowLimits(AtTheMargin()), IsEmpty());
}

TEST(NarrowLimitsTest, MoreThanHalfOfEach) {
  Report report = AtTheMargin();
  report.cases[0].observation.elapsed = absl::Milliseconds(1500);
  EXPECT_THAT(NarrowLimits(report),
              ElementsAre("case \"one\": the reference in cpp uses 1.50 s of "
                          "limits.elapsed, 2.00 s; allow at least twice as "
                          "much"));
  report = AtTheMargin();
  report.cases[0].observation.cpu_time = absl::Milliseconds(501);
  EXPECT_THAT(NarrowLimits(report), ElementsAre(HasSubstr("limits.cpu")));
  report = AtTheMargin();
  report.cases[0].observation.peak_memory_bytes += 1;
  EXPECT_THAT(NarrowLimits(report), ElementsAre(HasSubstr("limits.memory")));
}

TEST(NarrowLimitsTest, RuntimeOfTheLanguageIsOnTop) {
  Report report = AtTheMargin();
  report.cases[0].observation.peak_memory_bytes = 5 * kMiB;
  report.build.runtime_memory_bytes = 2 * kMiB;
  EXPECT_THAT(NarrowLimits(report), IsEmpty());
}

TEST(LargestSharesTest, OfAllReferences) {
  Report report = AtTheMargin();
  report.cases[0].observation.elapsed = absl::Milliseconds(40);
  report.cases[0].observation.peak_memory_bytes = 6 * kMiB;
  EXPECT_EQ(LargestShares({AtTheMargin(), report}),
            "elapsed 50 %, cpu 50 %, memory 75 %");
}

}  // namespace
}  // namespace grader

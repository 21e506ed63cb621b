#include "grader/report/measured.h"

#include <string>

#include "gtest/gtest.h"

namespace grader {
namespace {

// Spans "work" of 100 ms, 300 ms (from 200 ms on) and one without an end (from
// 400 ms on) in a run of 1 s.
CaseReport Sample() {
  CaseReport one;
  one.observation.elapsed = absl::Seconds(1);
  const absl::Duration ms = absl::Milliseconds(1);
  one.observation.trace.spans = {{"work", "0", 0 * ms, 100 * ms},
                                 {"work", "1", 200 * ms, 500 * ms},
                                 {"work", "2", 400 * ms, std::nullopt}};
  one.test_case.expect.elapsed.max = 900 * ms;
  SpanExpectation work;
  work.name = "work";
  work.elapsed = {50 * ms, 150 * ms};
  work.total.max = 600 * ms;
  one.test_case.expect.spans = {work};
  return one;
}

CheckResult Failed(const std::string& name) {
  CheckResult check;
  check.name = name;
  return check;
}

TEST(MeasuredTest, SpanCheckMeasuredTheFirstSpanOutOfBounds) {
  const auto measured = MeasuredBy(Failed("spans.work.elapsed"), Sample());
  ASSERT_TRUE(measured.has_value());
  EXPECT_EQ(measured->span, "work");
  EXPECT_EQ(measured->begin, absl::Milliseconds(200));
  EXPECT_EQ(measured->end, absl::Milliseconds(500));
  EXPECT_EQ(measured->bound.max, absl::Milliseconds(150));
}

TEST(MeasuredTest, TotalReachesFromFirstBeginToLastEnd) {
  const auto measured = MeasuredBy(Failed("spans.work.total"), Sample());
  ASSERT_TRUE(measured.has_value());
  EXPECT_EQ(measured->begin, absl::ZeroDuration());
  EXPECT_EQ(measured->end, absl::Seconds(1));
}

TEST(MeasuredTest, ElapsedIsTheWholeCase) {
  const auto measured = MeasuredBy(Failed("elapsed"), Sample());
  ASSERT_TRUE(measured.has_value());
  EXPECT_EQ(measured->span, "");
  EXPECT_EQ(measured->end, absl::Seconds(1));
}

TEST(MeasuredTest, OtherChecksMeasuredNoTime) {
  for (const char* const name :
       {"stdout", "spans.work.count", "spans.other.elapsed", "spans.work"}) {
    EXPECT_FALSE(MeasuredBy(Failed(name), Sample()).has_value()) << name;
  }
  CheckResult passed = Failed("elapsed");
  passed.passed = true;
  EXPECT_FALSE(MeasuredBy(passed, Sample()).has_value());
}

}  // namespace
}  // namespace grader

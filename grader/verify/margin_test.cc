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
              ElementsAre("case \"one\": the reference in cpp uses 1.5 s of "
                          "limits.elapsed, 2 s; allow at least twice as "
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

// Late in one span and right in all else.
Report Late(absl::Duration took) {
  Report report;
  report.cases.resize(1);
  CaseReport& one = report.cases[0];
  one.test_case.name = "one";
  one.test_case.limits.elapsed = absl::Seconds(2);
  SpanExpectation ask;
  ask.name = "ask";
  ask.elapsed = {absl::Milliseconds(90), absl::Milliseconds(100)};
  ask.max_in_flight = {1, 1};
  one.test_case.expect.spans = {ask};
  one.observation.termination = Exited{0};
  one.observation.trace.spans = {{"ask", "-", absl::ZeroDuration(), took}};
  one.checks = RunChecks(one.test_case, one.observation);
  one.verdict.word = VerdictWord::kWrongAnswer;
  return report;
}

const SubmissionRule kMustFail = {"*", {}, {}, "", {"one"}};

TEST(NarrowMissesTest, TwiceTheBoundIsClear) {
  EXPECT_THAT(NarrowMisses("slow.py", Late(absl::Milliseconds(200)), kMustFail),
              IsEmpty());
  EXPECT_THAT(NarrowMisses("slow.py", Late(absl::Milliseconds(199)), kMustFail),
              ElementsAre("slow.py is wrong by slowness alone, and case "
                          "\"one\" catches it narrowly: spans.ask.elapsed is "
                          "199 ms, 90 ms to 100 ms expected; let it take twice "
                          "what is allowed"));
}

TEST(NarrowMissesTest, OnlyWhatIsLateAndMustBe) {
  const Report late = Late(absl::Milliseconds(150));
  EXPECT_THAT(NarrowMisses("slow.py", late, SubmissionRule()), IsEmpty());
  const Report early = Late(absl::Milliseconds(50));
  EXPECT_THAT(NarrowMisses("early.py", early, kMustFail), IsEmpty());
  Report serial = late;
  serial.cases[0].test_case.expect.spans[0].max_in_flight = {2, 2};
  serial.cases[0].checks =
      RunChecks(serial.cases[0].test_case, serial.cases[0].observation);
  EXPECT_THAT(NarrowMisses("serial.py", serial, kMustFail), IsEmpty());
}

TEST(NarrowStopsTest, EndsByItselfWithTwiceTheTime) {
  Report report = Late(absl::Milliseconds(100));
  report.cases[0].observation.termination = Killed{Limit::kElapsed};
  const std::vector<TestCase> stopped = StoppedCases(report, kMustFail);
  ASSERT_EQ(stopped.size(), 1u);
  EXPECT_EQ(stopped[0].limits.elapsed, absl::Seconds(4));
  EXPECT_THAT(StoppedCases(report, SubmissionRule()), IsEmpty());
  EXPECT_THAT(NarrowStops("slow.py", report), IsEmpty());
  report.cases[0].observation.termination = Exited{0};
  report.cases[0].observation.elapsed = absl::Seconds(3);
  EXPECT_THAT(NarrowStops("slow.py", report),
              ElementsAre(HasSubstr("case \"one\" ends by itself, after 3 s")));
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

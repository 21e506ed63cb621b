#include "grader/report/trace_report.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "grader/testing/sample_reports.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ReportJson = nlohmann::json;

ReportJson Events(const Report& report) {
  return ReportJson::parse(TraceReport(report))["traceEvents"];
}

std::pair<int, int> LaneOf(const ReportJson& event) {
  return {event["pid"].get<int>(), event["tid"].get<int>()};
}

ReportJson OfCategory(const ReportJson& events, const std::string& category) {
  ReportJson some = ReportJson::array();
  for (const ReportJson& event : events) {
    if (event.value("cat", "") == category) some.push_back(event);
  }
  return some;
}

TEST(TraceReportTest, EverySpanHasALaneOfItsOwn) {
  const Report report = SampleReportNamed("accepted");
  std::set<std::pair<int, int>> lanes;
  const ReportJson spans = OfCategory(Events(report), "span");
  for (const ReportJson& span : spans) {
    EXPECT_TRUE(lanes.insert(LaneOf(span)).second);
  }
  EXPECT_EQ(lanes.size(), report.cases[0].observation.trace.spans.size());
}

TEST(TraceReportTest, TimesAreMicroseconds) {
  Report report = SampleReportNamed("accepted");
  Span& span = report.cases[0].observation.trace.spans[1];
  span.begin = absl::Milliseconds(1) + absl::Nanoseconds(500);
  span.end = absl::Milliseconds(101) + absl::Nanoseconds(500);
  const ReportJson event = OfCategory(Events(report), "span")[1];
  EXPECT_EQ(event["ts"].dump(), "1000.5");
  EXPECT_EQ(event["dur"].dump(), "100000");
}

TEST(TraceReportTest, SpanWithoutEndIsABeginWithoutEnd) {
  int begins = 0;
  for (const ReportJson& event : Events(SampleReportNamed("deadlock"))) {
    EXPECT_NE(event["ph"], "E");
    if (event["ph"] == "B") ++begins;
  }
  EXPECT_EQ(begins, 3);
}

TEST(TraceReportTest, BlockingSleepsShareALaneThatNoSpanIsIn) {
  const ReportJson events = Events(SampleReportNamed("blocking"));
  std::set<int> lanes;
  for (const ReportJson& sleep : OfCategory(events, "blocked")) {
    lanes.insert(sleep["tid"].get<int>());
  }
  ASSERT_EQ(lanes.size(), 1u);
  for (const ReportJson& span : OfCategory(events, "span")) {
    EXPECT_NE(span["tid"], *lanes.begin());
  }
}

TEST(TraceReportTest, EveryLaneHasAName) {
  const ReportJson events = Events(SampleReportNamed("hostile_fields"));
  std::set<std::pair<int, int>> named;
  for (const ReportJson& event : events) {
    if (event["name"] == "thread_name") named.insert(LaneOf(event));
  }
  for (const ReportJson& event : events) {
    if (event["ph"] == "M") continue;
    EXPECT_EQ(named.count(LaneOf(event)), 1u);
  }
}

}  // namespace
}  // namespace grader

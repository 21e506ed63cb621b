#include "grader/report/timeline.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using testing::HasSubstr;
using testing::Not;

Span Between(const std::string& name, const std::string& id, int begin_ms,
             std::optional<int> end_ms) {
  Span span;
  span.name = name;
  span.id = id;
  span.begin = absl::Milliseconds(begin_ms);
  if (end_ms) span.end = absl::Milliseconds(*end_ms);
  return span;
}

std::string Drawn(const Observation& run, const TimelineView& view,
                  TextStyle style = {.width = 60}) {
  Page page(style);
  DrawTimeline(run, view, 0, page);
  return page.text();
}

std::string Drawn(const Observation& run) { return Drawn(run, WholeRun(run)); }

TEST(TimelineTest, WorkInTurnIsAStaircase) {
  Observation run;
  run.trace.spans = {Between("work", "0", 0, 100),
                     Between("work", "1", 100, 200),
                     Between("work", "2", 200, 300)};
  EXPECT_EQ(Drawn(run),
            "        0                                 300 ms\n"
            "work 0 │█████████████                           │ 0–100 ms\n"
            "work 1 │             ██████████████             │ 100–200 ms\n"
            "work 2 │                           █████████████│ 200–300 ms\n");
}

TEST(TimelineTest, BeginJustBeforeTheOriginIsZero) {
  Observation run;
  run.trace.spans = {Between("work", "-", 0, 100), Between("work", "-", 0, 50)};
  run.trace.spans[1].begin = absl::Microseconds(1);
  TimelineView view = WholeRun(run);
  view.begin = absl::Microseconds(400);
  EXPECT_THAT(Drawn(run, view), Not(HasSubstr("-0")));
  view.begin = absl::Milliseconds(2);
  EXPECT_THAT(Drawn(run, view), HasSubstr("-2–98 ms"));
}

TEST(TimelineTest, WorkDoneTogetherSharesALane) {
  Observation run;
  for (int id = 0; id < 10; ++id) {
    run.trace.spans.push_back(Between("work", std::to_string(id), 0, 100));
  }
  run.trace.spans.push_back(Between("other", "-", 0, 100));
  EXPECT_EQ(Drawn(run),
            "          0                                 100 ms\n"
            "work ×10 │████████████████████████████████████████│ 0–100 ms\n"
            "other    │████████████████████████████████████████│ 0–100 ms\n");
}

TEST(TimelineTest, SpansWithOthersInsideComeFirst) {
  Observation run;
  run.trace.spans = {Between("work", "0", 0, 40), Between("all", "-", 50, 100),
                     Between("work", "1", 50, 100)};
  const std::string drawn = Drawn(run);
  EXPECT_LT(drawn.find("all"), drawn.find("work 0"));
}

TEST(TimelineTest, SpanWithoutEndReachesTheEdgeAsAnArrow) {
  Observation run;
  run.elapsed = absl::Milliseconds(200);
  run.trace.spans = {Between("work", "7", 100, std::nullopt)};
  EXPECT_EQ(Drawn(run),
            "        0                                200 ms\n"
            "work 7 │                    ██████████████████▶│ from 100 ms\n");
}

TEST(TimelineTest, ViewShowsOnlyItsPartAndMarksItsBound) {
  Observation run;
  run.trace.spans = {Between("before", "-", 0, 100),
                     Between("work", "-", 100, 300)};
  TimelineView view;
  view.begin = absl::Milliseconds(100);
  view.end = absl::Milliseconds(300);
  view.bound = absl::Milliseconds(150);
  const std::string drawn = Drawn(run, view);
  EXPECT_THAT(drawn, Not(HasSubstr("before")));
  EXPECT_THAT(drawn, HasSubstr("┊ at most 50 ms"));
  EXPECT_THAT(drawn, HasSubstr("0–200 ms"));
}

TEST(TimelineTest, MoreThanTwentyLanesAreCounted) {
  Observation run;
  for (int id = 0; id < 25; ++id) {
    run.trace.spans.push_back(
        Between("work", std::to_string(id), id * 100, id * 100 + 100));
  }
  const std::string drawn = Drawn(run);
  EXPECT_THAT(drawn, HasSubstr("work 19"));
  EXPECT_THAT(drawn, Not(HasSubstr("work 20")));
  EXPECT_THAT(drawn, HasSubstr("… and 5 more\n"));
}

TEST(TimelineTest, BlockedThreadAndNotesHaveLanesOfTheirOwn) {
  Observation run;
  run.trace.spans = {Between("work", "-", 0, 100)};
  run.trace.notes = {{"opened", "circuit", absl::Milliseconds(50)}};
  run.blocking_sleeps = {{absl::ZeroDuration(), absl::Milliseconds(25)},
                         {absl::Milliseconds(75), absl::Milliseconds(100)}};
  EXPECT_EQ(Drawn(run),
            "                   0                    100 ms\n"
            "work              │███████████████████████████│ 0–100 ms\n"
            "opened            │              ◆            │ 50 ms\n"
            "thread blocked ×2 │▒▒▒▒▒▒▒             ▒▒▒▒▒▒▒│ 50 ms in all\n");
}

TEST(TimelineTest, AsciiHasItsOwnSigns) {
  Observation run;
  run.elapsed = absl::Milliseconds(200);
  run.trace.spans = {Between("work", "7", 100, std::nullopt)};
  run.blocking_sleeps = {{absl::ZeroDuration(), absl::Milliseconds(100)}};
  const std::string drawn =
      Drawn(run, WholeRun(run), {.width = 60, .unicode = false});
  EXPECT_THAT(drawn, HasSubstr("#####>|"));
  EXPECT_THAT(drawn, HasSubstr("|====="));
}

TEST(TimelineTest, NothingIsDrawnOfARunWithoutSpans) {
  EXPECT_EQ(Drawn(Observation()), "");
}

}  // namespace
}  // namespace grader

#include "grader/report/text_schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/report/html_schedule.h"
#include "grader/report/json_schedule.h"
#include "grader/report/schedule_story.h"

namespace grader {
namespace {

using ::testing::HasSubstr;

SchedulePlace At(int line) { return {{1}, "bank.cpp", line}; }

Schedule TwoHandOvers() {
  Schedule schedule;
  schedule.seed = 17;
  schedule.tried = 9;
  schedule.most = 200;
  schedule.hand_overs = {{0, 1, false, At(30), At(12)},
                         {1, 2, true, At(14), {}}};
  schedule.threads = {{}, {}, {}};
  return schedule;
}

TEST(TextScheduleTest, EveryThreadHasALaneAndTheSeedIsToldForAgain) {
  Report report;
  report.problem = "bank";
  CaseReport one;
  one.observation.schedule = TwoHandOvers();
  Page page({.width = 80});
  WriteSchedule(2, report, one, page);
  EXPECT_EQ(page.text(),
            "  schedule  schedule 9 of 200, seed 17; what matters of it: 1 "
            "hand-over from a\n"
            "            thread that could have gone on\n"
            "    █ │ │    main      … to bank.cpp:30\n"
            "    │ █ │  ⇢ thread 1  bank.cpp:12 to bank.cpp:14\n"
            "    │ │ █    thread 2  … and on\n"
            "    ⇢ it could have gone on; the others had to wait, or were "
            "over\n"
            "    again: grader check bank … --schedule 17\n");
}

TEST(TextScheduleTest, ThreadsBeyondTheLastLaneShareIt) {
  CaseReport one;
  one.observation.schedule = TwoHandOvers();
  one.observation.schedule->hand_overs[1].to = 200;
  Page page({.width = 80});
  WriteSchedule(2, Report(), one, page);
  EXPECT_THAT(page.text(),
              HasSubstr("    │ │ │ │ │ │ │ │ │ █    thread 200  … and on\n"));
}

TEST(TextScheduleTest, CaseWithoutAScheduleHasNothing) {
  Page page({.width = 80});
  WriteSchedule(2, Report(), CaseReport(), page);
  EXPECT_EQ(page.text(), "");
}

TEST(HtmlScheduleTest, EveryThreadHasALane) {
  Report report;
  report.problem = "bank";
  CaseReport one;
  EXPECT_EQ(HtmlSchedule(report, one), "");
  one.observation.schedule = TwoHandOvers();
  const std::string html = HtmlSchedule(report, one);
  EXPECT_THAT(html,
              HasSubstr("<th scope=\"col\">main</th><th scope=\"col\">thread 1"
                        "</th><th scope=\"col\">thread 2</th>"));
  EXPECT_THAT(html,
              HasSubstr("<tr><td></td><td class=\"runs\">from "
                        "<code>bank.cpp:12</code> to <code>bank.cpp:14</code>"
                        "<br><span class=\"bad\">could have gone on</span>"
                        "</td><td></td></tr>"));
  EXPECT_THAT(html, HasSubstr("<tr><td></td><td></td><td class=\"runs\">from … "
                              "on</td></tr>"));
  EXPECT_THAT(html, HasSubstr("--schedule 17"));
}

TEST(HtmlScheduleTest, WhatTheSubmissionIsCalledIsNoMarkup) {
  CaseReport one;
  one.observation.schedule = TwoHandOvers();
  one.observation.schedule->hand_overs[0].left.file = "<b>.cpp";
  EXPECT_THAT(HtmlSchedule(Report(), one), HasSubstr("&lt;b&gt;.cpp:30"));
}

TEST(HtmlScheduleTest, ThreadsBeyondTheLastLaneShareIt) {
  CaseReport one;
  one.observation.schedule = TwoHandOvers();
  one.observation.schedule->hand_overs[1].to = 200;
  const std::string html = HtmlSchedule(Report(), one);
  EXPECT_THAT(html, HasSubstr(">thread 11</th></tr>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"runs\">from … on</td></tr>"));
}

TEST(JsonScheduleTest, HoldsWhatTheTextTells) {
  const Json object = ScheduleObject(TwoHandOvers());
  EXPECT_EQ(object["seed"], 17);
  EXPECT_EQ(object["hand_overs"][1]["chosen"], true);
  EXPECT_EQ(object["hand_overs"][0]["left"]["line"], 30);
  EXPECT_TRUE(object["hand_overs"][1]["entered"].is_null());
  EXPECT_FALSE(object.contains("race"));
}

}  // namespace
}  // namespace grader

#include "grader/execute/schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_replace.h"
#include "grader/execute/schedule_lines.h"

namespace grader {
namespace {

using ::testing::ElementsAre;

const std::string kTold =
    R"({"end":"deadlock","steps":47,"thread":0,"choices":[[0,21,1]],)"
    R"("hand_overs":[{"from":0,"to":1,"chosen":true,"left":[10,20],)"
    R"("entered":[30]}],"threads":[{"id":0,"state":"join","created":[0],)"
    R"("at":[10],"joins":1,"holds":[]},{"id":1,"state":"mutex","created":[20],)"
    R"("at":[30],"object":2,"holds":[{"object":1,"at":[40]}]}],)"
    R"("race":{"first":{"thread":1,"writes":true,"atomic":false,"at":[50]},)"
    R"("second":{"thread":0,"writes":false,"atomic":true,"at":[60]}}})"
    "\n";

std::string With(const std::string& old_text, const std::string& new_text) {
  return absl::StrReplaceAll(kTold, {{old_text, new_text}});
}

TEST(ScheduleTest, ReadsAllThatTheRuntimeTells) {
  const auto schedule = ParseSchedule(kTold);
  ASSERT_TRUE(schedule);
  EXPECT_EQ(schedule->end, ScheduleEnd::kDeadlock);
  EXPECT_EQ(schedule->steps, 47);
  EXPECT_THAT(schedule->choices, ElementsAre(ScheduleChoice{0, 21, 1}));
  ASSERT_EQ(schedule->hand_overs.size(), 1);
  EXPECT_TRUE(schedule->hand_overs[0].chosen);
  EXPECT_THAT(schedule->hand_overs[0].left.calls, ElementsAre(10, 20));
  ASSERT_EQ(schedule->threads.size(), 2);
  EXPECT_EQ(schedule->threads[0].state, ThreadState::kJoin);
  EXPECT_EQ(schedule->threads[0].waits_for, 1);
  EXPECT_EQ(schedule->threads[1].waits_for, 2);
  EXPECT_THAT(schedule->threads[1].held,
              ElementsAre(HeldLock{1, {{40}, "", 0}}));
  ASSERT_TRUE(schedule->race);
  EXPECT_TRUE(schedule->race->first.writes);
  EXPECT_TRUE(schedule->race->second.atomic);
}

TEST(ScheduleTest, WhatSomebodyElseWroteIsNoReport) {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{}"),
        kTold.substr(0, kTold.size() / 2), With("deadlock", "victory"),
        With("47", "-47"), With("47", "1e99"), With("47", "\"47\""),
        With("[[0,21,1]]", "[[0,21]]"), With("[[0,21,1]]", "[[300,21,1]]"),
        With("mutex", "mute"), With("true", "1"), With("[40]", "[[40]]"),
        With("[40]", "[18446744073709551615]")}) {
    EXPECT_FALSE(ParseSchedule(text)) << text;
  }
}

TEST(ScheduleTest, ReadsHowARunAndAThreadMayEnd) {
  EXPECT_EQ(ParseSchedule(With("deadlock", "use_after_join"))->end,
            ScheduleEnd::kUseAfterJoin);
  EXPECT_EQ(ParseSchedule(With("mutex", "done"))->threads[1].state,
            ThreadState::kDone);
  EXPECT_EQ(ParseSchedule(With("mutex", "descriptor"))->threads[1].state,
            ThreadState::kDescriptor);
}

TEST(ScheduleTest, AsksForASeedOrForChoices) {
  EXPECT_EQ(ScheduleOfSeed(17, 400), "seed=17 length=400");
  EXPECT_EQ(ScheduleOfSeed(0, 400), "replay=");
  EXPECT_EQ(ScheduleOfChoices({{0, 21, 1}, {1, 3, 0}}), "replay=0.21.1,1.3.0");
}

TEST(ScheduleLinesTest, LineOfTheSubmission) {
  SchedulePlace place;
  EXPECT_TRUE(TakeLine({"main", "/tmp/submission-1/bank.cpp", 14}, place));
  EXPECT_EQ(place.file, "bank.cpp");
  EXPECT_EQ(place.line, 14);
}

TEST(ScheduleLinesTest, WhatIsTheSystemsHasNoLine) {
  SchedulePlace place;
  EXPECT_FALSE(
      TakeLine({"join", "/usr/include/c++/12/bits/std_thread.h", 12}, place));
  EXPECT_EQ(place, SchedulePlace());
}

}  // namespace
}  // namespace grader

#include "grader/judge/schedule_verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::HasSubstr;

SchedulePlace At(int line) { return {{1}, "bank.cpp", line}; }

ScheduledThread Waiting(ThreadState state, int waits_for, int line) {
  ScheduledThread thread;
  thread.state = state;
  thread.waits_for = waits_for;
  thread.place = At(line);
  return thread;
}

TEST(ScheduleVerdictTest, NothingToSayOfARunThatEnds) {
  EXPECT_FALSE(ScheduleVerdict(Schedule()));
  Schedule crashed;
  crashed.end = ScheduleEnd::kCrash;
  EXPECT_FALSE(ScheduleVerdict(crashed));
}

TEST(ScheduleVerdictTest, DataRaceNamesBothAccesses) {
  Schedule schedule;
  schedule.race = {{1, true, false, At(6)}, {2, false, true, At(9)}};
  const auto verdict = ScheduleVerdict(schedule);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(verdict->reason, "data_race");
  EXPECT_THAT(verdict->message,
              HasSubstr("thread 1 writes (bank.cpp:6) and thread 2 atomically "
                        "reads (bank.cpp:9)"));
  EXPECT_EQ(verdict->place, (CodePlace{"bank.cpp", 9}));
}

TEST(ScheduleVerdictTest, UseAfterJoinNamesWhoseItWas) {
  Schedule schedule;
  schedule.end = ScheduleEnd::kUseAfterJoin;
  schedule.race = {{1, true, false, At(4)}, {0, false, false, At(12)}};
  const auto verdict = ScheduleVerdict(schedule);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->word, VerdictWord::kWrongAnswer);
  EXPECT_EQ(verdict->reason, "use_after_join");
  EXPECT_EQ(verdict->message,
            "use after join: main reads (bank.cpp:12) what was on the "
            "stack of thread 1, which is over");
  EXPECT_EQ(verdict->place, (CodePlace{"bank.cpp", 12}));
}

TEST(ScheduleVerdictTest, DeadlockTellsWhoHoldsAndWaitsForWhat) {
  Schedule schedule;
  schedule.end = ScheduleEnd::kDeadlock;
  schedule.threads = {
      Waiting(ThreadState::kJoin, 1, 30), Waiting(ThreadState::kMutex, 2, 14),
      Waiting(ThreadState::kMutex, 1, 24), Waiting(ThreadState::kDone, 0, 1)};
  schedule.threads[1].held = {{1, At(13)}};
  schedule.threads[2].held = {{2, At(23)}};
  const auto verdict = ScheduleVerdict(schedule);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->word, VerdictWord::kTimeLimitExceeded);
  EXPECT_EQ(verdict->reason, "deadlock");
  EXPECT_EQ(verdict->message,
            "deadlock: main waits for thread 1 to end (bank.cpp:30); "
            "thread 1 waits for mutex 2 (bank.cpp:14) and holds 1 "
            "(bank.cpp:13); thread 2 waits for mutex 1 (bank.cpp:24) and holds "
            "2 (bank.cpp:23)");
  EXPECT_EQ(verdict->place, (CodePlace{"bank.cpp", 14}));
}

TEST(ScheduleVerdictTest, LostWakeUpNamesTheNotificationThatCameTooEarly) {
  Schedule schedule;
  schedule.end = ScheduleEnd::kDeadlock;
  schedule.threads = {Waiting(ThreadState::kCondition, 3, 14)};
  schedule.threads[0].missed = At(22);
  const auto verdict = ScheduleVerdict(schedule);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->reason, "lost_wake_up");
  EXPECT_THAT(verdict->message,
              HasSubstr("condition 3 was notified (bank.cpp:22) when nobody "
                        "waited for it"));
}

TEST(ScheduleVerdictTest, WakeUpIsNotLostWhereALockIsHeldAcrossTheWait) {
  Schedule schedule;
  schedule.end = ScheduleEnd::kDeadlock;
  schedule.threads = {Waiting(ThreadState::kCondition, 3, 14),
                      Waiting(ThreadState::kMutex, 1, 12)};
  schedule.threads[0].missed = At(22);
  schedule.threads[0].held = {{1, At(12)}};
  for (const ThreadState state :
       {ThreadState::kMutex, ThreadState::kReading, ThreadState::kWriting}) {
    schedule.threads[1].state = state;
    const auto verdict = ScheduleVerdict(schedule);
    ASSERT_TRUE(verdict);
    EXPECT_EQ(verdict->reason, "deadlock");
  }
}

TEST(ScheduleVerdictTest, RunWithoutEndIsNamed) {
  Schedule schedule;
  schedule.end = ScheduleEnd::kSteps;
  schedule.steps = 1000;
  schedule.threads = {Waiting(ThreadState::kJoin, 1, 30),
                      Waiting(ThreadState::kReady, 0, 10)};
  const auto verdict = ScheduleVerdict(schedule);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->word, VerdictWord::kTimeLimitExceeded);
  EXPECT_EQ(verdict->reason, "step_limit");
  EXPECT_EQ(verdict->place, (CodePlace{"bank.cpp", 10}));
}

TEST(ScheduleVerdictTest, WhatNoScheduleHasIsTheSubmissionsFailure) {
  Schedule schedule;
  schedule.end = ScheduleEnd::kUnscheduled;
  schedule.threads = {Waiting(ThreadState::kJoin, 1, 30),
                      Waiting(ThreadState::kReady, 0, 10)};
  const auto verdict = ScheduleVerdict(schedule);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->word, VerdictWord::kRunTimeError);
  EXPECT_EQ(verdict->reason, "unscheduled");
  EXPECT_EQ(verdict->place, (CodePlace{"bank.cpp", 10}));
}

TEST(ScheduleVerdictTest, PlaceWithoutALineIsNotNamed) {
  EXPECT_EQ(PlaceInWords(SchedulePlace()), "");
  EXPECT_EQ(PlaceInWords({{1}, "a\x1b.cpp", 3}).find('\x1b'),
            std::string::npos);
}

}  // namespace
}  // namespace grader

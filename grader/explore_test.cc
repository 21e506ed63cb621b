#include "grader/explore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const Verdict kAccepted = {VerdictWord::kAccepted, "", ""};
const Verdict kBusy = {VerdictWord::kJudgeError, "noisy_machine", "busy"};
const Verdict kRaced = {VerdictWord::kWrongAnswer, "data_race", "race"};

// Looks nothing up.
class NoRunner : public Runner {
 public:
  absl::StatusOr<Observation> Run(const Command&, const Limits&) override {
    return absl::UnavailableError("there is none");
  }
};

// A submission that fails as `verdict_of` says, by what is asked of it: a seed
// ("seed=17 length=400"), choices ("replay=0.1.2"), or nothing.
class ExploreTest : public ::testing::Test {
 protected:
  CaseReport Explore(int schedules, std::uint64_t seed = 1) {
    NoRunner runner;
    const CaseTrial trial = {
        [&](const Command& command, Runner&) {
          const auto asked = command.environment.find(kScheduleVariable);
          const std::string schedule =
              asked == command.environment.end() ? "" : asked->second;
          asked_.push_back(schedule);
          CaseReport report;
          report.verdict = verdict_of_(schedule);
          if (!schedule.empty() && tells_) {
            report.observation.schedule.emplace();
            report.observation.schedule->steps = 400;
            report.observation.schedule->choices = ChoicesOf(schedule);
          }
          return report;
        },
        [&](const Observation& observation) {
          CaseReport report;
          report.observation = observation;
          report.verdict = kRaced;
          return report;
        },
        [&](std::size_t count, const auto& work) {
          for (std::size_t i = 0; i < count; ++i) {
            work(backwards_ ? count - 1 - i : i, runner);
          }
        }};
    return ExploreSchedules({schedules, seed}, Build(), Command(), trial,
                            runner);
  }

  // Of a seed: a few that matter and many that do not.
  static std::vector<ScheduleChoice> ChoicesOf(const std::string& schedule) {
    std::vector<ScheduleChoice> choices;
    if (absl::StartsWith(schedule, "seed=")) {
      for (int i = 0; i < 20; ++i) choices.push_back({i % 3, i, (i + 1) % 3});
      return choices;
    }
    for (int i = 0; i < 20; ++i) {
      const ScheduleChoice one = {i % 3, i, (i + 1) % 3};
      if (absl::StrContains(schedule, Written(one))) choices.push_back(one);
    }
    return choices;
  }

  static std::string Written(const ScheduleChoice& one) {
    return absl::StrCat(one.thread, ".", one.step, ".", one.to);
  }

  std::function<Verdict(const std::string& schedule)> verdict_of_ =
      [](const std::string&) { return kAccepted; };
  bool tells_ = true;
  bool backwards_ = false;  // the last schedule is through first
  std::vector<std::string> asked_;
};

TEST_F(ExploreTest, TriesThePlainestThenTheSeedsThenARunWithoutASchedule) {
  EXPECT_EQ(Explore(3, 17).verdict, kAccepted);
  EXPECT_THAT(asked_,
              ElementsAre("replay=", "seed=17 length=400", "seed=18 length=400",
                          "seed=19 length=400", ""));
}

TEST_F(ExploreTest, FirstSeedThatFailsDecides) {
  verdict_of_ = [](const std::string& schedule) {
    return absl::StartsWith(schedule, "seed=") &&
                   !absl::StartsWith(schedule, "seed=1 ")
               ? kRaced
               : kAccepted;
  };
  const CaseReport report = Explore(200);
  EXPECT_EQ(report.verdict, kRaced);
  ASSERT_TRUE(report.observation.schedule);
  EXPECT_EQ(report.observation.schedule->seed, 2);
  EXPECT_EQ(report.observation.schedule->tried, 2);
  EXPECT_EQ(report.observation.schedule->most, 200);
}

TEST_F(ExploreTest, FirstSeedThatFailsDecidesWhicheverIsThroughFirst) {
  verdict_of_ = [](const std::string& schedule) {
    return schedule == "seed=4 length=400" || schedule == "seed=7 length=400"
               ? kRaced
               : kAccepted;
  };
  backwards_ = true;
  const CaseReport report = Explore(10);
  ASSERT_TRUE(report.observation.schedule);
  EXPECT_EQ(report.observation.schedule->seed, 4);
  EXPECT_EQ(report.observation.schedule->tried, 4);
}

TEST_F(ExploreTest, WhatComesAfterAFailureIsNotTried) {
  verdict_of_ = [](const std::string& schedule) {
    return absl::StartsWith(schedule, "seed=3 ") ? kRaced : kAccepted;
  };
  Explore(200);
  EXPECT_THAT(asked_, Not(Contains("seed=4 length=400")));
}

TEST_F(ExploreTest, FailureWithoutAnyChoiceIsOfThePlainestSchedule) {
  verdict_of_ = [](const std::string&) { return kRaced; };
  const CaseReport report = Explore(200);
  ASSERT_TRUE(report.observation.schedule);
  EXPECT_EQ(report.observation.schedule->seed, 0);
  EXPECT_THAT(report.observation.schedule->choices, IsEmpty());
  EXPECT_THAT(asked_, ElementsAre("replay="));
}

TEST_F(ExploreTest, ChoicesThatDoNotMatterAreTakenOut) {
  const ScheduleChoice first = {1, 4, 2};
  const ScheduleChoice second = {0, 15, 1};
  verdict_of_ = [&](const std::string& schedule) {
    const bool has_both = absl::StrContains(schedule, Written(first)) &&
                          absl::StrContains(schedule, Written(second));
    return absl::StartsWith(schedule, "seed=") || has_both ? kRaced : kAccepted;
  };
  const CaseReport report = Explore(1);
  ASSERT_TRUE(report.observation.schedule);
  EXPECT_THAT(report.observation.schedule->choices, ElementsAre(first, second));
  EXPECT_EQ(report.observation.schedule->seed, 1);
}

TEST_F(ExploreTest, ShorterScheduleThatFailsOtherwiseIsNoShorterOne) {
  verdict_of_ = [](const std::string& schedule) {
    if (schedule.empty() || schedule == "replay=") return kAccepted;
    if (absl::StartsWith(schedule, "seed=")) return kRaced;
    return Verdict{VerdictWord::kWrongAnswer, "stdout", ""};
  };
  EXPECT_EQ(Explore(1).observation.schedule->choices.size(), 20);
}

TEST_F(ExploreTest, RunWithoutAScheduleIsJudgedToo) {
  verdict_of_ = [](const std::string& schedule) {
    return schedule.empty() ? Verdict{VerdictWord::kWrongAnswer, "stdout", ""}
                            : kAccepted;
  };
  const CaseReport report = Explore(2);
  EXPECT_EQ(report.verdict.reason, "stdout");
  EXPECT_FALSE(report.observation.schedule);
}

TEST_F(ExploreTest, RunThatTellsNothingOfItsScheduleIsNotAccepted) {
  tells_ = false;
  EXPECT_EQ(Explore(2).verdict.reason, "no_schedule");
}

TEST_F(ExploreTest, ScheduleThatCouldNotBeJudgedIsTriedAgain) {
  verdict_of_ = [&](const std::string& schedule) {
    const bool first_time =
        std::count(asked_.begin(), asked_.end(), schedule) == 1;
    return first_time && absl::StartsWith(schedule, "seed=2 ") ? kBusy
                                                               : kAccepted;
  };
  EXPECT_EQ(Explore(3).verdict, kAccepted);
  EXPECT_THAT(asked_,
              ElementsAre("replay=", "seed=1 length=400", "seed=2 length=400",
                          "seed=2 length=400", "seed=3 length=400", ""));
}

TEST_F(ExploreTest, PlainestThatCouldNotBeJudgedIsTriedAgain) {
  verdict_of_ = [&](const std::string&) {
    return asked_.size() == 1 ? kBusy : kAccepted;
  };
  EXPECT_EQ(Explore(1).verdict, kAccepted);
  EXPECT_THAT(asked_,
              ElementsAre("replay=", "replay=", "seed=1 length=400", ""));
}

TEST_F(ExploreTest, ScheduleThatCannotBeJudgedIsNoFailureAndIsNotMadeShorter) {
  verdict_of_ = [](const std::string& schedule) {
    return absl::StartsWith(schedule, "seed=2 ") ? kBusy : kAccepted;
  };
  EXPECT_EQ(Explore(200).verdict, kBusy);
  EXPECT_THAT(asked_,
              ElementsAre("replay=", "seed=1 length=400", "seed=2 length=400",
                          "seed=2 length=400", "seed=2 length=400"));
}

TEST_F(ExploreTest, FailureCountsThoughAnotherScheduleCannotBeJudged) {
  verdict_of_ = [](const std::string& schedule) {
    if (schedule == "seed=4 length=400") return kBusy;
    return schedule == "seed=7 length=400" ? kRaced : kAccepted;
  };
  backwards_ = true;
  const CaseReport report = Explore(10);
  EXPECT_EQ(report.verdict, kRaced);
  ASSERT_TRUE(report.observation.schedule);
  EXPECT_EQ(report.observation.schedule->seed, 7);
}

}  // namespace
}  // namespace grader

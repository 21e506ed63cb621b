#include "grader/report/observation_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace grader {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(TerminationInWordsTest, NamesHowTheRunEnded) {
  const struct {
    Termination termination;
    const char* words;
  } kEnds[] = {
      {Exited{3}, "exited with 3"},
      {Signaled{11}, "killed by SIGSEGV"},
      {Killed{Limit::kElapsed}, "stopped at elapsed_limit"},
      {Killed{Limit::kOutput}, "stopped at output_limit"},
      {Deadlocked{}, "deadlock"},
  };
  for (const auto& end : kEnds) {
    Observation observation;
    observation.termination = end.termination;
    EXPECT_EQ(TerminationInWords(observation, Limits()), end.words);
  }
}

TEST(TextObservationTest, MakesControlCharactersVisible) {
  Observation observation;
  observation.out.head = "\033]0;title\a";
  EXPECT_THAT(TextObservation(observation, Limits()), Not(HasSubstr("\033")));
}

TEST(JsonObservationTest, IsValidWhateverWasPrinted) {
  Observation observation;
  observation.limits_reached = {Limit::kDisk};
  observation.out.head = std::string("\xff\0\033", 3);
  observation.out.omitted = 5;
  const auto object =
      nlohmann::json::parse(JsonObservation(observation, Limits()));
  EXPECT_EQ(object["schema"], "grader.observation/1");
  EXPECT_EQ(object["limits_reached"][0], "disk_limit");
  EXPECT_EQ(object["stdout_truncated"], true);
}

}  // namespace
}  // namespace grader

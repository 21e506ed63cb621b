// Computing in sequence takes its whole time on the clock, whoever does it and
// however it is handed over; computing side by side takes the longest part.
#include <gtest/gtest.h>

#include <string>

#include "grader/sandbox/supervision/test_starter.h"

namespace grader::sandbox {
namespace {

// Virtual time of the program's span, in milliseconds.
double Takes(const std::string& name) {
  Limits limits = TestLimits();
  limits.elapsed = absl::Seconds(20);
  const Outcome outcome =
      RunOrDie({Testcase(name)}, ClockKind::kVirtual, limits);
  EXPECT_EQ(Describe(outcome.observation.termination), "exit 0");
  return absl::ToDoubleMilliseconds(SpanOf(outcome));
}

class SequenceTest : public testing::TestWithParam<const char*> {};

TEST_P(SequenceTest, TakesTheSumOfItsTurns) {
  EXPECT_GE(Takes(GetParam()), 100);
}

INSTANTIATE_TEST_SUITE_P(
    All, SequenceTest,
    testing::Values("ring_over_futexes", "ring_over_pipes",
                    "ring_over_eventfds", "ring_over_poll", "ring_over_signals",
                    "ring_over_reads_of_the_clock", "chain_of_threads",
                    "chain_of_children", "chain_of_programs"),
    [](const auto& test) { return std::string(test.param); });

// Steps in sequence done by many at once cannot be told from work side by side.
// But there are two cores on the clock, so that hides half of it at the most.
TEST(SequenceTest, HelpersThatSpinHideHalfAtTheMost) {
  EXPECT_GE(Takes("helpers_that_spin"), 51);
}

TEST(SideBySideTest, MeetingsOfTwoCostNoMoreThanOneDoingItAll) {
  const double taken = Takes("meet_often");
  EXPECT_GE(taken, 50);
  EXPECT_LE(taken, 130);
}

}  // namespace
}  // namespace grader::sandbox

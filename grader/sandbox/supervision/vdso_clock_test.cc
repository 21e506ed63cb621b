// Programs that read the clock by themselves: each ends with 0 if what it read
// made sense.
#include "grader/sandbox/clock/vdso_clock.h"

#include <gtest/gtest.h>

#include <string>

#include "grader/sandbox/supervision/supervise.h"
#include "grader/sandbox/supervision/test_starter.h"

namespace grader::sandbox {
namespace {

class VdsoClockTest : public testing::TestWithParam<const char*> {};

TEST_P(VdsoClockTest, ReadsWhatTheGraderWouldAnswer) {
  const Observation facts =
      RunOrDie({Testcase(GetParam())}, ClockKind::kVirtual).observation;
  if (facts.termination == Termination(Exited{77})) {
    GTEST_SKIP() << "the vDSO of this kernel cannot be replaced";
  }
  EXPECT_EQ(Describe(facts.termination), "exit 0") << facts.err.head;
}

INSTANTIATE_TEST_SUITE_P(All, VdsoClockTest,
                         testing::Values("reads_clock_by_itself",
                                         "reads_every_clock",
                                         "reads_after_others_worked",
                                         "reads_in_child_and_thread"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace grader::sandbox

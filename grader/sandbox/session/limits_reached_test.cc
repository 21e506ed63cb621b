#include "grader/sandbox/session/limits_reached.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

namespace grader::sandbox {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool Full() { return true; }
bool NotFull() { return false; }

TEST(AddLimitsTest, OfNothingSeenNothingIsAdded) {
  Observation observation;
  observation.termination = Exited{3};
  AddLimits({}, {}, NotFull, observation);
  EXPECT_EQ(observation.termination, Termination(Exited{3}));
  EXPECT_THAT(observation.limits_reached, IsEmpty());
}

TEST(AddLimitsTest, WhatWasReachedIsAddedOnceAndInOrder) {
  Observation observation;
  observation.termination = Exited{0};
  observation.limits_reached = {Limit::kOutput, Limit::kDisk};
  LimitsSeen seen;
  seen.disk_full = seen.descriptors_full = seen.processes_full = true;
  AddLimits(seen, {}, NotFull, observation);
  EXPECT_EQ(observation.termination, Termination(Exited{0}));
  EXPECT_THAT(observation.limits_reached,
              ElementsAre(Limit::kOutput, Limit::kProcesses, Limit::kDisk,
                          Limit::kOpenFiles));
}

TEST(AddLimitsTest, WhatEndsARunIsItsEnd) {
  Observation observation;
  observation.termination = Signaled{SIGKILL};
  LimitsSeen seen;
  seen.disk_exceeded = true;
  AddLimits(seen, {}, NotFull, observation);
  EXPECT_EQ(observation.termination, Termination(Killed{Limit::kDisk}));
  Limits limits;
  limits.memory_bytes = 512 * kKiB - 1;
  AddLimits(seen, limits, NotFull, observation);
  EXPECT_EQ(observation.termination, Termination(Killed{Limit::kMemory}));
}

// A file may be as large as that: only whoever failed can have wanted more.
TEST(AddLimitsTest, FullFileCountsWhereItCanBeTheReason) {
  for (const Termination& end :
       {Termination(Exited{0}), Termination(Deadlocked{}),
        Termination(Killed{Limit::kFileSize})}) {
    Observation observation;
    observation.termination = end;
    bool asked = false;
    AddLimits(
        {}, {}, [&] { return asked = true; }, observation);
    EXPECT_FALSE(asked) << end.index();
    EXPECT_THAT(observation.limits_reached, IsEmpty());
  }
  Observation observation;
  observation.termination = Exited{1};
  AddLimits({}, {}, Full, observation);
  EXPECT_THAT(observation.limits_reached, ElementsAre(Limit::kFileSize));
}

}  // namespace
}  // namespace grader::sandbox

#include "grader/execute/case_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using ::testing::ElementsAre;

TEST(CaseCommandTest, TheStackIsSaidWhereACaseSaysSomethingOfIt) {
  Build build;
  build.command.argv = {"java", absl::StrCat("-Xss", kStackMark), "A"};
  TestCase test_case;
  EXPECT_THAT(CommandFor(build, test_case, ClockKind::kReal).argv,
              ElementsAre("java", "A"));
  test_case.limits.stack_bytes = 2 * kMiB;
  EXPECT_THAT(CommandFor(build, test_case, ClockKind::kReal).argv,
              ElementsAre("java", "-Xss2097152", "A"));
}

TEST(CaseCommandTest, NoStackIsLargerThanTheMemoryLeaves) {
  Limits limits;
  limits.memory_bytes = 64 * kMiB;
  EXPECT_EQ(StackOf(limits), 48 * kMiB);
  limits.stack_bytes = 16 * kMiB;
  EXPECT_EQ(StackOf(limits), 16 * kMiB);
  // Nothing starts with less.
  limits = {};
  limits.memory_bytes = kMiB;
  EXPECT_EQ(StackOf(limits), 8 * kMiB);
}

TEST(CaseCommandTest, WhatSanitizersTakeIsNoPartOfALimit) {
  Build build;
  build.runtime_memory_bytes = kMiB;
  TestCase test_case;
  const std::int64_t memory = test_case.limits.memory_bytes;
  EXPECT_EQ(LimitsFor(build, test_case).memory_bytes, memory + kMiB);
  build.sanitized = true;
  EXPECT_EQ(LimitsFor(build, test_case).memory_bytes,
            2 * (memory + kMiB) + 128 * kMiB);
}

}  // namespace
}  // namespace grader

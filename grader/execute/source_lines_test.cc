#include "grader/execute/source_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace grader {
namespace {

using ::testing::Optional;

TEST(SourceLinesTest, FunctionAndLine) {
  EXPECT_THAT(ReadSourceLine("Bank::total()", "/tmp/s/bank.cpp:14"),
              Optional(SourceLine{"Bank::total()", "/tmp/s/bank.cpp", 14}));
  EXPECT_THAT(ReadSourceLine("f", "bank.cpp:15 (discriminator 2)"),
              Optional(SourceLine{"f", "bank.cpp", 15}));
}

TEST(SourceLinesTest, WhatIsNotKnownIsNoLine) {
  for (const char* place :
       {"", "??:0", "??:?", "bank.cpp:?", "bank.cpp:0", "bank.cpp", "??:3"}) {
    EXPECT_EQ(ReadSourceLine("f", place), std::nullopt) << place;
  }
}

}  // namespace
}  // namespace grader

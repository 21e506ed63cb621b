#include "grader/judge/sanitizer_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// As clang 19's runtime prints it.
constexpr char kUseAfterFree[] =
    R"(=================================================================
==2==ERROR: AddressSanitizer: heap-use-after-free on address 0x502000000010 at pc 0x55897fbc7743 bp 0x7ffcb643be20 sp 0x7ffcb643be18
READ of size 4 at 0x502000000010 thread T0
    #0 0x55897fbc7742  (/box/entry/program+0x14f742) (BuildId: 9fac)
    #1 0x55897fbc7d10  (/box/entry/program+0x14fd10) (BuildId: 9fac)
    #2 0x7f00aeb65249  (/lib/x86_64-linux-gnu/libc.so.6+0x27249) (BuildId: 93ac)

0x502000000010 is located 0 bytes inside of 16-byte region [0x502000000010,0x502000000020)
freed by thread T0 here:
    #0 0x55897fbc5ef2  (/box/entry/program+0x14def2) (BuildId: 9fac)

previously allocated by thread T0 here:
    #0 0x55897fbc528d  (/box/entry/program+0x14d28d) (BuildId: 9fac)
    #1 0x55897fbc7b81  (/box/entry/program+0x14fb81) (BuildId: 9fac)

SUMMARY: AddressSanitizer: heap-use-after-free (/box/entry/program+0x14f742) (BuildId: 9fac)
Shadow bytes around the buggy address:
    #7 0x1  (/box/entry/program+0x77) (BuildId: 9fac)
)";

TEST(SanitizerReportTest, EachStackSaysWhatItIs) {
  const auto report = ReadSanitizerReport(
      absl::StrCat("printed before\n", kUseAfterFree), "program");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->kind, "heap-use-after-free");
  EXPECT_EQ(report->means, "memory is used that has been freed");
  EXPECT_THAT(
      report->stacks,
      ElementsAre(SanitizerStack{"read", {"0x14f742", "0x14fd10"}},
                  SanitizerStack{"freed", {"0x14def2"}},
                  SanitizerStack{"allocated", {"0x14d28d", "0x14fb81"}}));
}

TEST(SanitizerReportTest, NullPointerIsNamed) {
  const auto report = ReadSanitizerReport(
      R"(AddressSanitizer:DEADLYSIGNAL
==2==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000008 (pc 0x55 bp 0x7f sp 0x7f T0)
==2==The signal is caused by a WRITE memory access.
==2==Hint: address points to the zero page.
    #0 0x55be80526747  (/e/program+0x14f747) (BuildId: 9fac)

==2==Register values:
SUMMARY: AddressSanitizer: SEGV (/e/program+0x14f747) (BuildId: 9fac)
)",
      "program");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->kind, "SEGV");
  EXPECT_EQ(report->means, "a pointer is followed that is null");
  EXPECT_THAT(report->stacks,
              ElementsAre(SanitizerStack{"written", {"0x14f747"}}));
}

TEST(SanitizerReportTest, LocalVariableIsNamed) {
  const auto report = ReadSanitizerReport(
      R"(==2==ERROR: AddressSanitizer: stack-use-after-scope on address 0x7f at pc 0x55 bp 0x7f sp 0x7f
WRITE of size 4 at 0x7f thread T0
    #0 0x55  (/e/program+0x11) (BuildId: 9fac)

Address 0x7f is located in stack of thread T0 at offset 32 in frame
    #0 0x55  (/e/program+0x22) (BuildId: 9fac)

  This frame has 1 object(s):
    [32, 36) 'total' (line 7) <== Memory access at offset 32 is inside this variable
SUMMARY: AddressSanitizer: stack-use-after-scope (/e/program+0x11) (BuildId: 9fac)
)",
      "program");
  ASSERT_TRUE(report);
  EXPECT_THAT(report->stacks,
              ElementsAre(SanitizerStack{"written", {"0x11"}},
                          SanitizerStack{"variable total of", {"0x22"}}));
}

TEST(SanitizerReportTest, UndefinedBehaviorHasItsPlace) {
  const auto report = ReadSanitizerReport(
      "lib/mine.cpp:12:57: runtime error: division by zero\nSUMMARY: …\n",
      "program");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->kind, "undefined-behavior");
  EXPECT_EQ(report->means, "division by zero");
  EXPECT_EQ(report->place, (CodePlace{"mine.cpp", 12}));
}

TEST(SanitizerReportTest, OtherProgramsFramesAreLeftOut) {
  const auto report = ReadSanitizerReport(
      absl::StrReplaceAll(kUseAfterFree, {{"/box/entry/program", "/x/other"}}),
      "program");
  ASSERT_TRUE(report);
  for (const SanitizerStack& stack : report->stacks) {
    EXPECT_THAT(stack.addresses, IsEmpty());
  }
}

// Whatever a submission prints.
TEST(SanitizerReportTest, WhatIsReadIsBounded) {
  std::string err = "==2==ERROR: AddressSanitizer: x\n";
  for (int i = 0; i < 1000; ++i) {
    absl::StrAppend(&err, "freed by thread\n");
    for (int j = 0; j < 100; ++j) {
      absl::StrAppend(&err, "    #", j, " 0x5  (/e/program+0x5) \n");
    }
  }
  err += "SUMMARY: AddressSanitizer: " + std::string(1000, 'k') + "\n";
  const auto report = ReadSanitizerReport(err, "program");
  ASSERT_TRUE(report);
  EXPECT_LE(report->kind.size(), 61u);
  EXPECT_EQ(report->means, "memory is used in a wrong way");
  EXPECT_THAT(report->stacks, SizeIs(6));
  EXPECT_THAT(report->stacks.front().addresses, SizeIs(24));
}

TEST(SanitizerReportTest, NoReportIsNone) {
  EXPECT_FALSE(ReadSanitizerReport("", "program"));
  EXPECT_FALSE(ReadSanitizerReport("Segmentation fault\n", "program"));
  // One that was cut off says too little.
  EXPECT_FALSE(ReadSanitizerReport("ERROR: AddressSanitizer: SEGV\n", "p"));
}

}  // namespace
}  // namespace grader

#include "grader/execute/choose_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grader/testing/fake_runner.h"

namespace grader {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Processor kTried = {"one", true};
constexpr Processor kUntried = {"another", false};

FakeRunner WithAClock() {
  FakeRunner runner;
  runner.Answer(Observation());
  return runner;
}

FakeRunner WithoutAClock() {
  FakeRunner runner;
  runner.Answer(absl::UnavailableError("ptrace is refused"));
  return runner;
}

TEST(ChooseClockTest, UnaskedIsVirtualWhereItCanBeHad) {
  FakeRunner runner = WithAClock();
  EXPECT_EQ(*ChooseClock("auto", runner, &kTried), ClockKind::kVirtual);
  runner = WithoutAClock();
  EXPECT_EQ(*ChooseClock("auto", runner, &kTried), ClockKind::kReal);
}

TEST(ChooseClockTest, UnaskedIsRealOnAProcessorThatItWasNeverRunOn) {
  for (const Processor* processor :
       std::initializer_list<const Processor*>{&kUntried, nullptr}) {
    FakeRunner runner = WithAClock();
    EXPECT_EQ(*ChooseClock("auto", runner, processor), ClockKind::kReal);
    EXPECT_THAT(runner.commands, IsEmpty());
  }
}

TEST(ChooseClockTest, AskedForIsTriedOnAnyProcessor) {
  for (const Processor* processor : {&kTried, &kUntried}) {
    FakeRunner runner = WithAClock();
    EXPECT_EQ(*ChooseClock("virtual", runner, processor), ClockKind::kVirtual);
    runner = WithoutAClock();
    EXPECT_THAT(
        ChooseClock("virtual", runner, processor).status().message(),
        AllOf(HasSubstr("no virtual clock"), HasSubstr("ptrace is refused")));
  }
}

TEST(ChooseClockTest, RealIsReal) {
  FakeRunner runner = WithAClock();
  EXPECT_EQ(*ChooseClock("real", runner, &kTried), ClockKind::kReal);
  EXPECT_THAT(runner.commands, IsEmpty());
}

TEST(ChooseClockTest, RequiredIsNoneThatWasNeverRunThere) {
  FakeRunner runner = WithAClock();
  EXPECT_EQ(*RequireVirtualClock(runner, &kTried), ClockKind::kVirtual);
  runner = WithAClock();
  EXPECT_THAT(RequireVirtualClock(runner, &kUntried).status().message(),
              AllOf(HasSubstr("never run"), HasSubstr("--clock virtual")));
  runner = WithoutAClock();
  EXPECT_THAT(RequireVirtualClock(runner, &kTried).status().message(),
              HasSubstr("ptrace is refused"));
}

TEST(RunOnClockTest, RunsNothingButTheCommand) {
  for (const std::string wanted : {"auto", "virtual"}) {
    FakeRunner runner = WithAClock();
    Command command = {.argv = {"/bin/date"}};
    EXPECT_TRUE(RunOnClock(wanted, command, Limits(), runner, &kTried).ok());
    EXPECT_EQ(command.clock, ClockKind::kVirtual);
    ASSERT_EQ(runner.commands.size(), 1u);
    EXPECT_EQ(runner.commands[0].argv, command.argv);
    EXPECT_EQ(runner.commands[0].clock, ClockKind::kVirtual);
  }
}

TEST(RunOnClockTest, IsRealWhereThereIsNoOther) {
  FakeRunner runner = WithoutAClock();
  runner.Answer(absl::UnavailableError("ptrace is refused"));
  runner.Answer(Observation());
  Command command = {.argv = {"/bin/date"}};
  EXPECT_TRUE(RunOnClock("auto", command, Limits(), runner, &kTried).ok());
  EXPECT_EQ(command.clock, ClockKind::kReal);
  EXPECT_EQ(runner.commands.back().argv, command.argv);
  EXPECT_EQ(runner.commands.back().clock, ClockKind::kReal);

  runner = WithAClock();
  EXPECT_TRUE(RunOnClock("auto", command, Limits(), runner, &kUntried).ok());
  EXPECT_EQ(runner.commands.size(), 1u);
  EXPECT_EQ(command.clock, ClockKind::kReal);

  runner = WithoutAClock();
  EXPECT_THAT(RunOnClock("virtual", command, Limits(), runner, &kTried)
                  .status()
                  .message(),
              HasSubstr("no virtual clock"));
}

TEST(RunOnClockTest, SaysWhatIsWrongWithTheCommand) {
  FakeRunner runner;
  runner.Answer(absl::InternalError("no such folder"));
  runner.Answer(Observation());
  Command command = {.argv = {"/bin/date"}};
  EXPECT_EQ(
      RunOnClock("auto", command, Limits(), runner, &kTried).status().message(),
      "no such folder");
  EXPECT_EQ(runner.commands.size(), 2u);
}

TEST(ProcessorTest, SaysWhyTheClockIsNotUsed) {
  EXPECT_EQ(WhyNotUnasked(&kTried), "");
  EXPECT_THAT(WhyNotUnasked(&kUntried), HasSubstr("another processors"));
  EXPECT_THAT(WhyNotUnasked(nullptr),
              HasSubstr("x86-64 and aarch64 processors only"));
}

}  // namespace
}  // namespace grader

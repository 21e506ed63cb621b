#include "grader/report/hints.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

using ::testing::ElementsAre;

CaseReport Failed(const std::string& name, VerdictWord word,
                  const std::string& reason) {
  CaseReport one;
  one.test_case.name = name;
  one.verdict = {word, reason, ""};
  return one;
}

const std::vector<Hint>& Hints() {
  static const auto& hints = *new std::vector<Hint>{
      {"start them all", {}},
      {"look at the order", {"stdout", "later ones first"}},
      {"who gives it back?", {"deadlock"}},
      {"gather", {}},
      {"it crashed", {"signal"}},
      {"it is slow", {"time_limit", "timing"}},
  };
  return hints;
}

TEST(HintsTest, WhatFailedChoosesTheFirst) {
  const auto hints = [](const std::string& reason) {
    const CaseReport failed = Failed("ten", VerdictWord::kWrongAnswer, reason);
    return HintsFor(Hints(), &failed);
  };
  EXPECT_THAT(hints("stdout"),
              ElementsAre("look at the order", "start them all", "gather"));
  EXPECT_THAT(hints("timing"),
              ElementsAre("it is slow", "start them all", "gather"));
  EXPECT_THAT(hints("signal:SIGSEGV"),
              ElementsAre("it crashed", "start them all", "gather"));
  EXPECT_THAT(hints("trace"), ElementsAre("start them all", "gather"));
}

TEST(HintsTest, ALimitOfTimeIsNoDeadlock) {
  const CaseReport stopped =
      Failed("ten", VerdictWord::kTimeLimitExceeded, "elapsed_limit");
  EXPECT_EQ(HintsFor(Hints(), &stopped).front(), "it is slow");
  const CaseReport deadlock =
      Failed("ten", VerdictWord::kTimeLimitExceeded, "deadlock");
  EXPECT_EQ(HintsFor(Hints(), &deadlock).front(), "who gives it back?");
}

TEST(HintsTest, ACaseIsNamedWhateverFailsInIt) {
  for (const char* const name : {"later ones first", "later ones first #2"}) {
    const CaseReport failed = Failed(name, VerdictWord::kWrongAnswer, "trace");
    EXPECT_EQ(HintsFor(Hints(), &failed).front(), "look at the order");
  }
  const CaseReport other =
      Failed("later ones", VerdictWord::kWrongAnswer, "trace");
  EXPECT_EQ(HintsFor(Hints(), &other).front(), "start them all");
}

TEST(HintsTest, WithoutAFailedCaseAllStayInOrder) {
  EXPECT_EQ(HintsFor(Hints(), nullptr).size(), Hints().size());
  EXPECT_EQ(HintsFor(Hints(), nullptr)[1], "look at the order");
}

}  // namespace
}  // namespace grader

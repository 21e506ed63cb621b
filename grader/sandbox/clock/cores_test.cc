#include "grader/sandbox/clock/cores.h"
#include "grader/testing/milliseconds.h"

#include <gtest/gtest.h>

namespace grader::sandbox {
namespace {

TEST(CoresTest, TwoPiecesLieSideBySideAndAThirdBehindThem) {
  Cores cores;
  EXPECT_EQ(cores.Place(0 * kMs, 50 * kMs), 50 * kMs);
  EXPECT_EQ(cores.Place(0 * kMs, 50 * kMs), 50 * kMs);
  EXPECT_EQ(cores.Place(0 * kMs, 50 * kMs), 100 * kMs);
}

TEST(CoresTest, NothingLiesBeforeItsStart) {
  Cores cores;
  EXPECT_EQ(cores.Place(30 * kMs, 5 * kMs), 35 * kMs);
  EXPECT_EQ(cores.Place(30 * kMs, 5 * kMs), 35 * kMs);
  EXPECT_EQ(cores.Place(30 * kMs, 5 * kMs), 40 * kMs);
}

TEST(CoresTest, WhoIsBehindFillsTheGapsOfTheTimeItIsBehindBy) {
  Cores cores;
  cores.Place(0 * kMs, 40 * kMs);
  cores.Place(20 * kMs, 10 * kMs);  // leaves a gap before, and one after it
  EXPECT_EQ(cores.Place(0 * kMs, 15 * kMs), 15 * kMs);
  EXPECT_EQ(cores.Place(15 * kMs, 10 * kMs), 35 * kMs);
  // Only the end is left.
  EXPECT_EQ(cores.Place(0 * kMs, 10 * kMs), 45 * kMs);
}

TEST(CoresTest, ATaskIsNotInTwoPlacesAtOnce) {
  Cores cores;
  cores.Place(10 * kMs, 1 * kMs);
  cores.Place(10 * kMs, 1 * kMs);  // both cores were idle for 10 ms
  EXPECT_EQ(cores.Place(0 * kMs, 15 * kMs), 16 * kMs);
}

TEST(CoresTest, NoWorkTakesNoTime) {
  Cores cores;
  EXPECT_EQ(cores.Place(7 * kMs, 0 * kMs), 7 * kMs);
}

TEST(CoresTest, GapsThatAreForgottenAreNotFilled) {
  Cores cores;
  cores.Place(10 * kMs, 1 * kMs);
  cores.Place(10 * kMs, 1 * kMs);
  cores.Forget();
  EXPECT_EQ(cores.Place(0 * kMs, 5 * kMs), 16 * kMs);
}

TEST(CoresTest, MorePiecesThanAnybodyRemembersTakeTheirTimeAllTheSame) {
  Cores cores;
  absl::Duration end;
  for (int i = 1; i <= 1000; ++i) end = cores.Place(2 * i * kMs, 1 * kMs);
  EXPECT_EQ(end, 2001 * kMs);
}

}  // namespace
}  // namespace grader::sandbox

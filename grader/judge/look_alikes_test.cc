#include "grader/judge/look_alikes.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(LookAlikesTest, NamesTheCharacterThatWasPrinted) {
  EXPECT_EQ(LookAlikeNote("total: 1 200", "total: 1\u00A0200"),
            "; there is U+00A0 (NO-BREAK SPACE, looks like a space) in what "
            "was printed");
  EXPECT_EQ(LookAlikeNote("caf\u00E9", "cafe\u0301"),
            "; there is U+0301 (COMBINING ACUTE ACCENT, looks like a part of "
            "the letter before) in what was printed");
  EXPECT_EQ(LookAlikeNote("banana", "b\u0430nana"),
            "; there is U+0430 (CYRILLIC SMALL LETTER A, looks like the Latin "
            "a) in what was printed");
  EXPECT_EQ(LookAlikeNote("-5", "\u22125"),
            "; there is U+2212 (MINUS SIGN, looks like -) in what was printed");
  EXPECT_THAT(LookAlikeNote("done", "done\u200B"),
              ::testing::HasSubstr("U+200B (ZERO WIDTH SPACE, looks like"));
}

TEST(LookAlikesTest, NamesTheCharacterThatIsExpected) {
  EXPECT_EQ(LookAlikeNote("\u22125", "-5"),
            "; there is U+2212 (MINUS SIGN, looks like -) in what is expected");
}

TEST(LookAlikesTest, WhatBothHaveIsNoDifference) {
  EXPECT_EQ(LookAlikeNote("\u22125 a", "\u22125 b"), "");
  EXPECT_EQ(LookAlikeNote("\u0430b", "\u0430c"), "");
}

TEST(LookAlikesTest, OtherCharactersNeedNoName) {
  EXPECT_EQ(LookAlikeNote("a", "b"), "");
  EXPECT_EQ(LookAlikeNote("a", "\u4E2D \xff\xc0\xe2"), "");
}

}  // namespace
}  // namespace grader

#include "grader/problem/constants.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

const Constants& Some() {
  static const auto& some = *new Constants{
      {"n", "5"}, {"n.value", "5"}, {"n.tex", "5\\,000"}, {"_a1", "x"}};
  return some;
}

TEST(ConstantsTest, EachNameStandsForItsValue) {
  EXPECT_EQ(WithConstants(Some(), "{{n}} {{n.value}} {{n.tex}}{{_a1}}"),
            "5 5 5\\,000x");
}

TEST(ConstantsTest, WhatIsNoNameStays) {
  for (const char* text :
       {"", "{{", "}}", "{n}", "{{m}}", "{{ n }}", "{{n", "{{n.other}}"}) {
    EXPECT_EQ(WithConstants(Some(), text), text);
  }
  EXPECT_EQ(WithConstants({}, "{{n}}"), "{{n}}");
}

TEST(ConstantsTest, OneMayStandInBracesOrBehindAnother) {
  EXPECT_EQ(WithConstants(Some(), "{{{n}}}"), "{5}");
  EXPECT_EQ(WithConstants(Some(), "{{m}}{{n}}"), "{{m}}5");
  EXPECT_EQ(WithConstants(Some(), "{{m{{n}}"), "{{m5");
}

TEST(ConstantsTest, LatexHasACommand) {
  EXPECT_EQ(WithLatexConstants(Some(), "$n \\le \\constant{n.tex}$ {{n}}"),
            "$n \\le 5\\,000$ {{n}}");
}

}  // namespace
}  // namespace grader

#include "grader/syntax/mutant.h"

#include <gtest/gtest.h>

namespace grader {
namespace {

constexpr char kSource[] = "first\n  second line\nthird\n";

TEST(MutantTest, ReplacesItsBytes) {
  EXPECT_EQ(Apply({"x", 8, 14, "other", "before\n"}, kSource),
            "before\nfirst\n  other line\nthird\n");
}

TEST(MutantTest, DiffHoldsTheLinesThatDiffer) {
  EXPECT_EQ(DiffOf({"x", 8, 14, "other", "before\n"}, kSource),
            (MutantDiff{2, "  second line", "  other line"}));
}

TEST(MutantTest, DiffOfSeveralLines) {
  EXPECT_EQ(DiffOf({"x", 0, 14, "", ""}, kSource),
            (MutantDiff{1, "first\n  second line", " line"}));
}

TEST(MutantTest, DiffAtTheEnds) {
  EXPECT_EQ(DiffOf({"x", 0, 5, "1", ""}, kSource),
            (MutantDiff{1, "first", "1"}));
  EXPECT_EQ(DiffOf({"x", 0, 1, "b", ""}, "a"), (MutantDiff{1, "a", "b"}));
}

}  // namespace
}  // namespace grader

#include "grader/problem/explanation.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace grader {
namespace {

TEST(ExplanationTest, TheGradersOwnTableCanBeRead) {
  const auto rows = ReadExplanationTable("explanations.yaml",
                                         std::string(kBuiltInExplanations));
  ASSERT_TRUE(rows.ok()) << rows.status().message();
  EXPECT_EQ(*rows, BuiltInExplanations());
  EXPECT_GE(rows->size(), 40);
}

TEST(ExplanationTest, ABadTableIsToldWithItsPlaces) {
  const auto rows = ReadExplanationTable("table.yaml", R"(explanations:
  - name: a
    pattern: '('
    languages: [pyhton]
    means: It is {1}.
    try: Look.
  - {name: a, pattern: b, means: "{1}", try: "{0}", why: c}
)");
  EXPECT_EQ(rows.status().code(), absl::StatusCode::kInvalidArgument);
  for (const char* error :
       {"table.yaml:3:14: error: pattern: not a regular expression: missing )",
        "table.yaml:4:17: error: languages: unknown language \"pyhton\"; did "
        "you "
        "mean \"python\"?",
        "table.yaml:7:12: error: the name \"a\" is taken already, in line 2",
        "table.yaml:7:53: error: unknown key \"why\""}) {
    EXPECT_THAT(std::string(rows.status().message()),
                ::testing::HasSubstr(error));
  }
}

TEST(ExplanationTest, AGroupThatThePatternDoesNotHaveIsAnError) {
  const auto rows = ReadExplanationTable("table.yaml", R"(explanations:
  - {name: a, pattern: (b), means: "{1} {2}", try: "{0}"}
)");
  for (const char* error :
       {"table.yaml:2:36: error: {2} stands for a group of the pattern, which "
        "has 1",
        "table.yaml:2:52: error: {0} stands for a group"}) {
    EXPECT_THAT(std::string(rows.status().message()),
                ::testing::HasSubstr(error));
  }
}

}  // namespace
}  // namespace grader

#include "grader/problem/construct_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace grader {
namespace {

using RuleKind = ConstructRule::Kind;
using ::testing::ElementsAre;

TEST(RulesForTest, AQueryIsARuleOfItsLanguageAlone) {
  const ConstructRule loop = {RuleKind::kConstruct, "loop", "", false};
  const ConstructRule query = {RuleKind::kQuery, "(lambda)", "", false,
                               "python"};
  EXPECT_THAT(RulesFor("python", {loop, query}), ElementsAre(loop, query));
  EXPECT_THAT(RulesFor("cpp", {query, loop}), ElementsAre(loop));
}

}  // namespace
}  // namespace grader

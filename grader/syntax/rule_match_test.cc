#include "grader/syntax/rule_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace grader {
namespace {

using Kind = ConstructRule::Kind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Construct Call(const std::string& name, const std::string& inside = "",
               int line = 1) {
  return {ConstructKind::kCall, name, inside, 0, line, 5};
}

Construct Function(const std::string& name) {
  return {ConstructKind::kFunction, name, "", 0, 1, 1};
}

Construct Import(const std::string& name) {
  return {ConstructKind::kImport, name, "", 0, 1, 1};
}

TEST(RuleMatchTest, EachRuleHasItsPlaces) {
  EXPECT_THAT(MatchRules({{Kind::kCall, "sort", "", false},
                          {Kind::kConstruct, "loop", "", false}},
                         {Call("std::sort", "", 3),
                          Call("resort"),
                          {ConstructKind::kLoop, "", "", 1, 2, 7}}),
              ElementsAre(RuleMatch{0, 0, 3, 5}, RuleMatch{1, 1, 2, 7}));
}

TEST(RuleMatchTest, OfManyPlacesTheFirstTenAreTold) {
  const std::vector<Construct> many(100, Call("sort"));
  EXPECT_THAT(MatchRules({{Kind::kCall, "sort", "", false}}, many), SizeIs(10));
}

TEST(RuleMatchTest, AModuleHoldsItsParts) {
  const std::vector<ConstructRule> os = {{Kind::kImport, "os", "", false}};
  EXPECT_THAT(MatchRules(os, {Import("os"), Import("os.path")}), SizeIs(2));
  EXPECT_THAT(MatchRules(os, {Import("osmium"), Call("os")}), IsEmpty());
}

TEST(RuleMatchTest, ANameIsMeantWhole) {
  const std::vector<ConstructRule> rules = {{Kind::kName, "sorted", "", false}};
  EXPECT_THAT(MatchRules(rules, {{ConstructKind::kName, "sorted"},
                                 {ConstructKind::kName, "sort"}}),
              SizeIs(1));
}

TEST(RuleMatchTest, ConstructsAreMeantByTheirKind) {
  const std::pair<const char*, ConstructKind> kKinds[] = {
      {"loop", ConstructKind::kLoop},
      {"goto", ConstructKind::kGoto},
      {"lambda", ConstructKind::kLambda},
      {"comprehension", ConstructKind::kComprehension}};
  for (const auto& [name, kind] : kKinds) {
    for (const auto& [other, other_kind] : kKinds) {
      EXPECT_THAT(
          MatchRules({{Kind::kConstruct, name, "", false}}, {{other_kind, ""}}),
          SizeIs(kind == other_kind ? 1 : 0))
          << name << " " << other;
    }
  }
  const std::vector<ConstructRule> eval = {
      {Kind::kConstruct, "eval", "", false}};
  EXPECT_THAT(MatchRules(eval, {Call("exec"), Call("execute")}), SizeIs(1));
}

struct Recursion {
  std::string name;
  std::vector<Construct> constructs;
  bool recursive;
};

TEST(RuleMatchTest, RecursionIsACallThatLeadsBack) {
  const Recursion kCases[] = {
      {"itself", {Function("f"), Call("f", "f")}, true},
      {"by another",
       {Function("f"), Function("g"), Call("g", "f"), Call("f", "g")},
       true},
      {"a method", {Function("Tree::f"), Call("this->f", "Tree::f")}, true},
      {"qualified", {Function("Tree::f"), Call("Tree::f", "Tree::f")}, true},
      {"self", {Function("f"), Call("self.f", "f")}, true},
      {"from outside", {Function("f"), Call("f")}, false},
      {"another's", {Function("size"), Call("list.size", "size")}, false},
      {"the library's", {Function("move"), Call("std::move", "move")}, false},
      {"two in a row", {Function("f"), Function("g"), Call("g", "f")}, false},
      {"a circle elsewhere",
       {Function("f"), Function("g"), Call("g", "f"), Call("g", "g")},
       true},
  };
  const ConstructRule rule = {Kind::kConstruct, "recursion", "", false};
  for (const Recursion& one : kCases) {
    EXPECT_EQ(!MatchRules({rule}, one.constructs).empty(), one.recursive)
        << one.name;
  }
}

TEST(RuleMatchTest, AreReadAsTheyAreWritten) {
  const std::vector<RuleMatch> matches = {{0, 0, 3, 5}, {1, 1, 2, 7}};
  EXPECT_EQ(DecodeMatches(EncodeMatches(matches)), matches);
  EXPECT_EQ(DecodeMatches(""), std::vector<RuleMatch>());
  for (const char* const other : {"x", "0 0 1 1", "0 0 0 1\n", "0 -1 1 1\n",
                                  "-1 0 1 1\n", "0 0 1\n", "\n"}) {
    EXPECT_FALSE(DecodeMatches(other)) << other;
  }
  for (const Kind kind :
       {Kind::kConstruct, Kind::kCall, Kind::kImport, Kind::kName}) {
    const ConstructRule rule = {kind, "a=b", "", false};
    EXPECT_EQ(DecodeRule(EncodeRule(rule)), rule);
  }
  const ConstructRule query = {Kind::kQuery, "(a (#eq? @b \"=\"))", "", false,
                               "python"};
  EXPECT_EQ(DecodeRule(EncodeRule(query)), query);
  EXPECT_FALSE(DecodeRule("query=(a)"));
  EXPECT_FALSE(DecodeRule("sort"));
  EXPECT_FALSE(DecodeRule("sort=x"));
}

}  // namespace
}  // namespace grader

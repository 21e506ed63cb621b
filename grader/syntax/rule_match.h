// RuleMatch: a place where a program is written with what a rule speaks of.
#ifndef GRADER_SYNTAX_RULE_MATCH_H_
#define GRADER_SYNTAX_RULE_MATCH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/construct_rule.h"
#include "grader/syntax/construct.h"

namespace grader {

struct RuleMatch {
  int rule = 0;    // which of the rules, from 0
  int file = 0;    // which of the files, from 0
  int line = 0;    // from 1
  int column = 0;  // in bytes, from 1

  bool operator==(const RuleMatch&) const = default;
};

// Of a rule more places are not told.
inline constexpr std::size_t kMostPlaces = 10;

// Where `constructs`, all of a program's, are what `rules` speak of: for each
// rule that is no query the first kMostPlaces, in their order. A function calls
// itself, too, by way of others of the program. Pure.
std::vector<RuleMatch> MatchRules(const std::vector<ConstructRule>& rules,
                                  const std::vector<Construct>& constructs);

// A line of text for each; DecodeMatches reads them again. Nothing for other
// text.
std::string EncodeMatches(const std::vector<RuleMatch>& matches);
std::optional<std::vector<RuleMatch>> DecodeMatches(absl::string_view text);

// "call=sort", "query=python=(lambda)": what a rule speaks of, and the rule
// again.
std::string EncodeRule(const ConstructRule& rule);
std::optional<ConstructRule> DecodeRule(absl::string_view text);

}  // namespace grader

#endif  // GRADER_SYNTAX_RULE_MATCH_H_

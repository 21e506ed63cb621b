// grader-parser: says where programs are written with what the rules of a
// problem speak of, or what their tokens are. It reads what strangers wrote, by
// parsers that are generated C, and is therefore itself run in the sandbox.
//   grader-parser GRAMMARS LANGUAGE RULE… -- FILE…
//   grader-parser GRAMMARS LANGUAGE --tokens FILE…
// RULE is what EncodeRule writes. Prints what EncodeMatches or EncodeTokens
// writes. Exit status 0; 1 when it cannot read a file, 2 when it is called
// wrongly or knows no such language, and those of query_fault.h; a query that
// is none is told as EncodeQueryFault writes it, whether there are files or
// not.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "grader/problem/files.h"
#include "grader/syntax/find_constructs.h"
#include "grader/syntax/find_tokens.h"
#include "grader/syntax/query_fault.h"
#include "grader/syntax/rule_match.h"
#include "grader/syntax/syntax_query.h"
#include "grader/syntax/syntax_tree.h"
#include "grader/syntax/token.h"

namespace {

int Fail(int status, const std::string& message) {
  std::fprintf(stderr, "grader-parser: %s\n", message.c_str());
  return status;
}

int Print(const std::string& text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0
                                                                         : 1;
}

// Calls `see` with the tree of each of the files from argv[first] on, and which
// one it is.
int ForEachTree(
    int argc, char** argv, int first,
    const std::function<void(const grader::SyntaxTree&, int)>& see) {
  for (int i = first; i < argc; ++i) {
    auto source = grader::ReadFile(argv[i]);
    if (!source) return Fail(1, std::string("cannot read ") + argv[i]);
    const auto tree =
        grader::SyntaxTree::Parse(*std::move(source), argv[2], argv[1]);
    if (!tree.ok()) return Fail(2, std::string(tree.status().message()));
    see(*tree, i - first);
  }
  return 0;
}

int PrintTokens(int argc, char** argv) {
  std::vector<grader::SyntaxToken> tokens;
  const int failed =
      ForEachTree(argc, argv, 4, [&](const grader::SyntaxTree& tree, int file) {
        grader::FindTokens(tree, file, tokens);
      });
  return failed != 0 ? failed : Print(grader::EncodeTokens(tokens));
}

// The queries among `rules`, which are for programs in `language`, by the
// rules' numbers. An exit status other than 0 if one is none.
int CompileQueries(const std::vector<grader::ConstructRule>& rules,
                   const std::string& language, const char* grammars,
                   std::map<int, grader::SyntaxQuery>& queries) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].kind != grader::ConstructRule::Kind::kQuery) continue;
    if (rules[i].language != language) {
      return Fail(2, "a query for " + rules[i].language);
    }
    const auto grammar = grader::LoadGrammar(language, grammars);
    if (!grammar.ok()) return Fail(2, std::string(grammar.status().message()));
    auto query = grader::SyntaxQuery::Compile(rules[i].name, *grammar);
    if (auto* const fault = std::get_if<grader::QueryFault>(&query)) {
      fault->rule = i;
      const int failed = Print(grader::EncodeQueryFault(*fault));
      return failed != 0 ? failed : grader::kQueryFaultExit;
    }
    queries.emplace(static_cast<int>(i),
                    std::get<grader::SyntaxQuery>(std::move(query)));
  }
  return 0;
}

// Adds where `queries` match in `tree`, up to kMostPlaces of each rule. False
// if nobody can tell.
bool FindMatches(const std::map<int, grader::SyntaxQuery>& queries,
                 const grader::SyntaxTree& tree, int file,
                 std::vector<grader::RuleMatch>& matches) {
  for (const auto& [rule, query] : queries) {
    const auto found = std::count_if(
        matches.begin(), matches.end(),
        [wanted = rule](const auto& one) { return one.rule == wanted; });
    const auto places =
        query.Find(tree, grader::kMostPlaces - static_cast<std::size_t>(found));
    if (!places) return false;
    for (const TSPoint& place : *places) {
      matches.push_back({rule, file, static_cast<int>(place.row) + 1,
                         static_cast<int>(place.column) + 1});
    }
  }
  return true;
}

int PrintMatches(int argc, char** argv) {
  const std::string language = argv[2];
  if (!grader::HasConstructs(language)) {
    return Fail(2, "no constructs of " + language + " are known");
  }
  std::vector<grader::ConstructRule> rules;
  int next = 3;
  for (; next < argc && std::string(argv[next]) != "--"; ++next) {
    const auto rule = grader::DecodeRule(argv[next]);
    if (!rule) return Fail(2, std::string("no rule: ") + argv[next]);
    rules.push_back(*rule);
  }
  std::map<int, grader::SyntaxQuery> queries;
  if (const int failed = CompileQueries(rules, language, argv[1], queries);
      failed != 0) {
    return failed;
  }
  std::vector<grader::Construct> constructs;
  std::vector<grader::RuleMatch> of_queries;
  bool all_found = true;
  const int failed = ForEachTree(
      argc, argv, next + 1, [&](const grader::SyntaxTree& tree, int file) {
        std::vector<grader::Construct> found =
            grader::FindConstructs(tree, language, file);
        std::move(found.begin(), found.end(), std::back_inserter(constructs));
        all_found = FindMatches(queries, tree, file, of_queries) && all_found;
      });
  if (failed != 0) return failed;
  if (!all_found) return Fail(grader::kTooManyMatchesExit, "too many matches");
  std::vector<grader::RuleMatch> matches =
      grader::MatchRules(rules, constructs);
  matches.insert(matches.end(), of_queries.begin(), of_queries.end());
  return Print(grader::EncodeMatches(matches));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return Fail(2, "GRAMMARS LANGUAGE RULE... -- FILE...");
  return std::string(argv[3]) == "--tokens" ? PrintTokens(argc, argv)
                                            : PrintMatches(argc, argv);
}

// grader-parser: says where programs are written with what the rules of a
// problem speak of, or what their tokens are. It reads what strangers wrote, by
// parsers that are generated C, and is therefore itself run in the sandbox.
//   grader-parser GRAMMARS LANGUAGE RULE… -- FILE…
//   grader-parser GRAMMARS LANGUAGE --tokens FILE…
// RULE is what EncodeRule writes. Prints what EncodeMatches or EncodeTokens
// writes. Exit status 0; 1 when it cannot read a file, 2 when it is called
// wrongly or knows no such language.
#include <cstdio>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "grader/problem/files.h"
#include "grader/syntax/find_constructs.h"
#include "grader/syntax/find_tokens.h"
#include "grader/syntax/rule_match.h"
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
  std::vector<grader::Construct> constructs;
  const int failed = ForEachTree(
      argc, argv, next + 1, [&](const grader::SyntaxTree& tree, int file) {
        std::vector<grader::Construct> found =
            grader::FindConstructs(tree, language, file);
        std::move(found.begin(), found.end(), std::back_inserter(constructs));
      });
  if (failed != 0) return failed;
  return Print(grader::EncodeMatches(grader::MatchRules(rules, constructs)));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return Fail(2, "GRAMMARS LANGUAGE RULE... -- FILE...");
  return std::string(argv[3]) == "--tokens" ? PrintTokens(argc, argv)
                                            : PrintMatches(argc, argv);
}

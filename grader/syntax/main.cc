// grader-parser: says where programs are written with what the rules of a
// problem speak of. It reads what strangers wrote, by parsers that are
// generated C, and is therefore itself run in the sandbox.
//   grader-parser GRAMMARS LANGUAGE RULE… -- FILE…
// RULE is what EncodeRule writes. Prints what EncodeMatches writes. Exit status
// 0; 1 when it cannot read a file, 2 when it is called wrongly or knows no such
// language.
#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

#include "grader/problem/files.h"
#include "grader/syntax/find_constructs.h"
#include "grader/syntax/rule_match.h"
#include "grader/syntax/syntax_tree.h"

namespace {

int Fail(int status, const std::string& message) {
  std::fprintf(stderr, "grader-parser: %s\n", message.c_str());
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return Fail(2, "GRAMMARS LANGUAGE RULE... -- FILE...");
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
  for (int file = next + 1; file < argc; ++file) {
    auto source = grader::ReadFile(argv[file]);
    if (!source) return Fail(1, std::string("cannot read ") + argv[file]);
    const auto tree =
        grader::SyntaxTree::Parse(*std::move(source), language, argv[1]);
    if (!tree.ok()) return Fail(2, std::string(tree.status().message()));
    std::vector<grader::Construct> found =
        grader::FindConstructs(*tree, language, file - next - 1);
    std::move(found.begin(), found.end(), std::back_inserter(constructs));
  }
  const std::string text =
      grader::EncodeMatches(grader::MatchRules(rules, constructs));
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0
                                                                         : 1;
}

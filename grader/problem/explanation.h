// Explanations: what messages of compilers and runtimes mean, in plain words. A
// table that comes with the grader (explanations.yaml), and rows of an
// author's.
#ifndef GRADER_PROBLEM_EXPLANATION_H_
#define GRADER_PROBLEM_EXPLANATION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/schema.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

struct Explanation {
  std::string name;
  std::string pattern;                 // RE2, found anywhere; ^ and $ at lines
  std::vector<std::string> languages;  // empty: all
  // In both, {1} stands for what the first group of the pattern matched, …
  std::string means;
  std::string attempt;  // what to try

  bool operator==(const Explanation&) const = default;
};

// A list of explanations: a part of the table of problem_schema.h.
extern const Value kExplanationsValue;

// The rows of `list`, of which the schema has been checked. Patterns that are
// none, groups that a pattern does not have, names that are there twice, and
// languages that are not in `languages` are added to `errors`.
std::vector<Explanation> ReadExplanations(
    const YamlNode& list, const std::vector<std::string>& languages,
    AuthorErrors& errors);

// Reads `text`, which is a file with the key `explanations` alone. Fails with
// kInvalidArgument and every error, with its place in `file`.
absl::StatusOr<std::vector<Explanation>> ReadExplanationTable(std::string file,
                                                              std::string text);

// explanations.yaml, as the build found it, and its rows.
extern const absl::string_view kBuiltInExplanations;
const std::vector<Explanation>& BuiltInExplanations();

}  // namespace grader

#endif  // GRADER_PROBLEM_EXPLANATION_H_

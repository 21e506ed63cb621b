// A ConstructRule: something that the learner's program must not, or must, be
// written with.
#ifndef GRADER_PROBLEM_CONSTRUCT_RULE_H_
#define GRADER_PROBLEM_CONSTRUCT_RULE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace grader {

class AuthorErrors;
struct Value;
struct YamlNode;

struct ConstructRule {
  enum class Kind {
    kConstruct,  // `name`: one of kConstructNames
    kCall,       // of `name`
    kImport,     // of `name`
    kName,       // `name`, whatever for
    kQuery,      // `name`: a query of tree-sitter in the grammar of `language`
  };
  Kind kind = Kind::kConstruct;
  std::string name;
  std::string why;  // for learners; may be empty
  bool required = false;
  // Of a query: the only language that it is held against, and the problem.yaml
  // that it stands in.
  std::string language = {};
  std::string file = {};

  bool operator==(const ConstructRule&) const = default;
};

// The languages that queries are written for: those that ci/grammars makes a
// grammar of.
inline constexpr absl::string_view kQueryLanguages[] = {
    "bash", "c", "cpp", "go", "java", "javascript", "python", "rust"};

// Those of `rules` that programs in `language` are held against: all but
// queries for another.
std::vector<ConstructRule> RulesFor(absl::string_view language,
                                    const std::vector<ConstructRule>& rules);

inline constexpr absl::string_view kConstructNames[] = {
    "loop", "recursion", "lambda", "comprehension", "goto", "eval"};

// The list under `forbid` or `require`.
extern const Value kConstructRulesValue;

// The rules of the lists `forbid` and `require`, either of which may be null,
// after kConstructRulesValue checked them. Reports a rule that is given twice.
std::vector<ConstructRule> ReadConstructRules(const YamlNode* forbid,
                                              const YamlNode* require,
                                              AuthorErrors& errors);

// kInvalidArgument: `message` about the query of `rule`, `offset` bytes into
// it, as AuthorErrors tells it of the rule's file. Where the query is not
// written there as it is read (with escapes, or in lines that are joined), it
// is told at its beginning, with the offset.
absl::Status QueryError(const ConstructRule& rule, std::size_t offset,
                        absl::string_view message);

}  // namespace grader

#endif  // GRADER_PROBLEM_CONSTRUCT_RULE_H_

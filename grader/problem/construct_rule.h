// A ConstructRule: something that the learner's program must not, or must, be
// written with.
#ifndef GRADER_PROBLEM_CONSTRUCT_RULE_H_
#define GRADER_PROBLEM_CONSTRUCT_RULE_H_

#include <string>
#include <vector>

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
  };
  Kind kind = Kind::kConstruct;
  std::string name;
  std::string why;  // for learners; may be empty
  bool required = false;

  bool operator==(const ConstructRule&) const = default;
};

inline constexpr absl::string_view kConstructNames[] = {
    "loop", "recursion", "lambda", "comprehension", "goto", "eval"};

// The list under `forbid` or `require`.
extern const Value kConstructRulesValue;

// The rules of the lists `forbid` and `require`, either of which may be null,
// after kConstructRulesValue checked them. Reports a rule that is given twice.
std::vector<ConstructRule> ReadConstructRules(const YamlNode* forbid,
                                              const YamlNode* require,
                                              AuthorErrors& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_CONSTRUCT_RULE_H_

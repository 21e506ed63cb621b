// What the operators of MakeMutants look for, a row for each language that they
// know.
#ifndef GRADER_SYNTAX_MUTATE_DIALECT_H_
#define GRADER_SYNTAX_MUTATE_DIALECT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

// What the grammars of languages call the same thing, and how it is written;
// empty: the language has none, or an operator makes nothing of it.
struct Dialect {
  absl::string_view language;  // as languages.yaml names it
  absl::string_view await;
  std::vector<absl::string_view> calls;
  std::vector<absl::string_view> assignments;
  std::vector<absl::string_view> conditionals;  // with a field "condition"
  std::vector<absl::string_view> handlers;      // of errors
  std::vector<absl::string_view> leaving;       // statements that end a branch
  std::vector<absl::string_view> numbers;
  std::vector<absl::string_view>
      operators;  // nodes whose children are operands and signs
  std::vector<absl::string_view> functions;
  absl::string_view block;    // a list of statements
  absl::string_view nothing;  // a statement without effect
  absl::string_view rethrow;
  absl::string_view negation;
  absl::string_view gather;       // the name that calls together
  absl::string_view in_sequence;  // the file that defines the other way
  absl::string_view sleep;
  absl::string_view blocking_sleep;
  absl::string_view blocking_prelude;
  bool braces = false;  // a block has its own; else it is what is indented
  // `a if b else c`, whose parts the grammar gives no names.
  bool condition_is_second = false;
};

// The row of `language`; kInvalidArgument, which names those that there are, if
// it has none.
absl::StatusOr<const Dialect*> DialectOf(const std::string& language);

}  // namespace grader

#endif  // GRADER_SYNTAX_MUTATE_DIALECT_H_

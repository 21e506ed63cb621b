#include "grader/verify/mutate_dialect.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace grader {
namespace {

const std::vector<Dialect>& Dialects() {
  static const auto& dialects = *new std::vector<Dialect>{
      {.language = "cpp",
       .await = "co_await_expression",
       .calls = {"call_expression"},
       .assignments = {"assignment_expression", "update_expression"},
       .conditionals = {"if_statement", "while_statement",
                        "conditional_expression", "do_statement"},
       .handlers = {"catch_clause"},
       .leaving = {"throw_statement", "return_statement", "co_return_statement",
                   "continue_statement", "break_statement"},
       .numbers = {"number_literal"},
       .operators = {"binary_expression", "assignment_expression",
                     "update_expression"},
       .functions = {"function_definition", "lambda_expression"},
       .block = "compound_statement",
       .nothing = ";",
       .rethrow = "{ throw; }",
       .negation = "!",
       .gather = "async::gather",
       .in_sequence = "mutation/in_sequence.h",
       .sleep = "async::sleep_for",
       .blocking_sleep = "std::this_thread::sleep_for",
       .blocking_prelude = "#include <thread>\n",
       .braces = true},
      {.language = "python",
       .await = "await",
       .calls = {"call"},
       .assignments = {"assignment", "augmented_assignment"},
       .conditionals = {"if_statement", "elif_clause", "while_statement"},
       .handlers = {"except_clause"},
       .leaving = {"raise_statement", "return_statement", "continue_statement",
                   "break_statement"},
       .numbers = {"integer", "float"},
       .operators = {"binary_operator", "comparison_operator",
                     "boolean_operator", "augmented_assignment"},
       .functions = {"function_definition"},
       .block = "block",
       .nothing = "pass",
       .rethrow = "raise",
       .negation = "not ",
       .gather = "asyncio.gather",
       .in_sequence = "mutation/in_sequence.py",
       .sleep = "asyncio.sleep",
       .blocking_sleep = "__import__(\"time\").sleep",
       .blocking_prelude = "",
       .condition_is_second = true},
  };
  return dialects;
}

}  // namespace

absl::StatusOr<const Dialect*> DialectOf(const std::string& language) {
  std::vector<absl::string_view> known;
  for (const Dialect& dialect : Dialects()) {
    if (dialect.language == language) return &dialect;
    known.push_back(dialect.language);
  }
  return absl::InvalidArgumentError(absl::StrCat("mutants are made of ",
                                                 absl::StrJoin(known, " and "),
                                                 ", not of ", language));
}

}  // namespace grader

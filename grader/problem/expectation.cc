#include "grader/problem/expectation.h"

#include <type_traits>

namespace grader {

absl::string_view WrittenText(const TextExpectation& expectation) {
  return std::visit(
      [](const auto& form) -> absl::string_view {
        using Form = std::decay_t<decltype(form)>;
        if constexpr (std::is_same_v<Form, Regex>) {
          return form.expression;
        } else if constexpr (std::is_same_v<Form, Checker>) {
          return form.answer;
        } else if constexpr (std::is_same_v<Form, FromReference>) {
          return "";
        } else {
          return form.text;
        }
      },
      expectation);
}

bool IsLiteral(const TextExpectation& expectation) {
  return std::holds_alternative<ExactText>(expectation) ||
         std::holds_alternative<Tokens>(expectation) ||
         std::holds_alternative<UnorderedLines>(expectation) ||
         std::holds_alternative<Floats>(expectation);
}

}  // namespace grader

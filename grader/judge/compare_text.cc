#include "grader/judge/compare_text.h"

#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/ascii.h"
#include "grader/judge/compare_default_validator.h"
#include "grader/judge/compare_exact.h"
#include "grader/judge/compare_floats.h"
#include "grader/judge/compare_pattern.h"
#include "grader/judge/compare_regex.h"
#include "grader/judge/compare_tokens.h"
#include "grader/judge/compare_unordered_lines.h"
#include "grader/judge/lines.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

Comparison CompareByChecker(const Checker& checker, absl::string_view actual,
                            const Observation& observation) {
  if (checker.program.empty()) {
    return CompareByDefaultValidator(checker, actual);
  }
  Comparison result;
  // What was said to an interactor means little without its answers.
  if (!checker.interactive) {
    result.expected = "what the problem's checker accepts";
    result.actual = Excerpt(SplitLines(actual), {});
  }
  if (!observation.checker_end) {
    result.message = "the problem's checker did not look at this output";
  } else if (*observation.checker_end == Termination(Exited{kCheckerAccepts})) {
    result.passed = true;
  } else if (*observation.checker_end == Termination(Exited{kCheckerRejects})) {
    result.message = observation.checker_message.empty()
                         ? (checker.interactive
                                ? "the other side rejects what was said"
                                : "the problem's checker rejects this output")
                         : Readable(absl::StripTrailingAsciiWhitespace(
                               observation.checker_message));
  } else {
    result.message = "the problem's checker failed";
  }
  return result;
}

Comparison CompareWithReference(const FromReference&,
                                absl::string_view actual) {
  return {false, "what the reference prints", Excerpt(SplitLines(actual), {}),
          "the reference's output is not known"};
}

// Most forms need the text alone.
template <typename Form, typename Compare>
Comparison Apply(Compare compare, const Form& form, absl::string_view actual,
                 const Observation& observation) {
  if constexpr (std::is_invocable_v<Compare, const Form&, absl::string_view>) {
    return compare(form, actual);
  } else {
    return compare(form, actual, observation);
  }
}

}  // namespace

Comparison CompareText(const TextExpectation& expectation,
                       absl::string_view actual,
                       const Observation& observation) {
#define TEXT_FORM(key, type, compare, value, description, example) \
  if (const auto* form = std::get_if<type>(&expectation)) {        \
    return Apply(compare, *form, actual, observation);             \
  }
#include "grader/problem/expectations.def"
  return {};
}

}  // namespace grader

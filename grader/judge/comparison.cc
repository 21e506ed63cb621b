#include "grader/judge/comparison.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/judge/figures.h"

namespace grader {

Comparison Passed(const Lines& expected, const Lines& actual) {
  return {true, Excerpt(expected, {}), Excerpt(actual, {}), ""};
}

Comparison Failed(const Lines& expected, const Focus& expected_focus,
                  const Lines& actual, const Focus& actual_focus,
                  std::string message) {
  return {false, Excerpt(expected, expected_focus),
          Excerpt(actual, actual_focus), std::move(message)};
}

std::optional<Comparison> CompareEmptiness(const Lines& expected,
                                           const Lines& actual) {
  if (expected.empty() == actual.empty()) return std::nullopt;
  return Failed(
      expected, {}, actual, {},
      actual.empty()
          ? absl::StrCat("nothing was printed, ",
                         Counted(expected.size(), "line"), " expected")
          : absl::StrCat(Counted(actual.size(), "line"),
                         " too many: nothing was expected"));
}

std::string LineNumbers(const std::vector<std::size_t>& indexes) {
  constexpr std::size_t kShown = 5;
  std::string text = indexes.size() == 1 ? "line " : "lines ";
  const std::size_t shown = std::min(indexes.size(), kShown);
  for (std::size_t i = 0; i < shown; ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ", ", indexes[i] + 1);
  }
  if (shown < indexes.size()) {
    absl::StrAppend(&text, " (+", indexes.size() - shown, " more)");
  }
  return text;
}

}  // namespace grader

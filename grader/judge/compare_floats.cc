#include "grader/judge/compare_floats.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/judge/compare_words.h"
#include "grader/judge/lines.h"

namespace grader {
namespace {

std::optional<double> FiniteNumber(absl::string_view word) {
  double value = 0;
  if (!absl::SimpleAtod(word, &value) || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

Comparison CompareFloats(const Floats& expectation, absl::string_view actual) {
  return CompareWords(
      expectation.text, actual,
      [&](absl::string_view expected, absl::string_view word) -> std::string {
        if (expected == word) return "";
        const std::optional<double> wanted = FiniteNumber(expected);
        if (!wanted) {
          return absl::StrCat(Quoted(word), " instead of ", Quoted(expected));
        }
        const std::optional<double> found = FiniteNumber(word);
        if (!found) {
          return absl::StrCat(Quoted(word), " is not a number, ", expected,
                              " expected");
        }
        const double tolerance = std::max(
            expectation.absolute, expectation.relative * std::abs(*wanted));
        if (std::abs(*found - *wanted) <= tolerance) return "";
        return absl::StrCat(Readable(word), " is not close enough to ",
                            expected, ": it may differ by ", tolerance);
      });
}

}  // namespace grader

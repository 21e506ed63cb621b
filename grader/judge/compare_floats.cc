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

// Also "nan", "-nan" (as C prints it), "NaN", "inf", "Infinity", "+Inf": what
// languages print for one value.
std::optional<double> Number(absl::string_view word) {
  double value = 0;
  if (!absl::SimpleAtod(word, &value)) return std::nullopt;
  return value;
}

// Whether both are no number, or the same infinity; a NaN has no sign.
bool SameBeyondNumbers(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || (std::isinf(a) && a == b);
}

}  // namespace

bool IsNumber(absl::string_view word) { return Number(word).has_value(); }

std::string NumberComplaint(const Floats& expectation,
                            absl::string_view expected,
                            absl::string_view word) {
  const double wanted = Number(expected).value_or(0);
  const std::optional<double> found = Number(word);
  if (!found) {
    return absl::StrCat(Quoted(word), " is not a number, ", expected,
                        " expected");
  }
  if (SameBeyondNumbers(wanted, *found)) return "";
  if (!std::isfinite(wanted) || !std::isfinite(*found)) {
    return absl::StrCat(Readable(word), " instead of ", expected);
  }
  const double tolerance =
      std::max(expectation.absolute, expectation.relative * std::abs(wanted));
  if (std::abs(*found - wanted) <= tolerance) return "";
  return absl::StrCat(Readable(word), " is not close enough to ", expected,
                      ": it may differ by ", tolerance);
}

Comparison CompareFloats(const Floats& expectation, absl::string_view actual) {
  return CompareWords(
      expectation.text, actual,
      [&](absl::string_view expected, absl::string_view word) -> std::string {
        if (expected == word) return "";
        if (!IsNumber(expected)) {
          return absl::StrCat(Quoted(word), " instead of ", Quoted(expected));
        }
        return NumberComplaint(expectation, expected, word);
      });
}

}  // namespace grader

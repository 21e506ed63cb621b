#include "grader/judge/figures.h"

#include <functional>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

template <typename T>
std::string FormatEnds(const Bound<T>& bound,
                       const std::function<std::string(const T&)>& format) {
  if (bound.min && bound.max) {
    if (*bound.min == *bound.max) {
      return absl::StrCat("exactly ", format(*bound.min));
    }
    return absl::StrCat(format(*bound.min), " to ", format(*bound.max));
  }
  if (bound.min) return absl::StrCat("at least ", format(*bound.min));
  if (bound.max) return absl::StrCat("at most ", format(*bound.max));
  return "any";
}

}  // namespace

std::string FormatElapsed(absl::Duration duration,
                          const Bound<absl::Duration>& bound) {
  std::string rounded = FormatElapsed(duration);
  for (const auto& end : {bound.min, bound.max}) {
    if (end && *end != duration && FormatElapsed(*end) == rounded) {
      return absl::StrCat(Trimmed(absl::ToDoubleMilliseconds(duration), 6),
                          " ms");
    }
  }
  return rounded;
}

std::string FormatBound(const Bound<std::int64_t>& bound) {
  return FormatEnds<std::int64_t>(
      bound, [](const std::int64_t& value) { return absl::StrCat(value); });
}

std::string FormatBound(const Bound<absl::Duration>& bound) {
  return FormatEnds<absl::Duration>(
      bound, [](const absl::Duration& value) { return FormatElapsed(value); });
}

absl::Duration Excess(const Bound<absl::Duration>& bound, absl::Duration took) {
  return bound.max && took > *bound.max ? took - *bound.max
                                        : absl::ZeroDuration();
}

}  // namespace grader

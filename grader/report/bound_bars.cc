#include "grader/report/bound_bars.h"

#include <algorithm>
#include <cmath>

namespace grader {

BoundBars DrawBound(absl::Duration value, const Bound<absl::Duration>& bound,
                    int columns) {
  const absl::Duration all =
      std::max({value, bound.min.value_or(value), bound.max.value_or(value)});
  if (columns < 1 || all <= absl::ZeroDuration()) return {};
  const auto column = [&](absl::Duration at) {
    return static_cast<int>(std::lround(absl::FDivDuration(at, all) * columns));
  };
  const auto bar = [&](absl::Duration begin, absl::Duration end,
                       const std::string& fill) {
    const int first = std::min(column(begin), columns - 1);
    std::string drawn(first, ' ');
    for (int i = first; i < std::max(column(end), first + 1); ++i) {
      drawn += fill;
    }
    return drawn;
  };
  return {bar(bound.min.value_or(absl::ZeroDuration()), bound.max.value_or(all),
              "░"),
          bar(absl::ZeroDuration(), value, "█")};
}

}  // namespace grader

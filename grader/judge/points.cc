#include "grader/judge/points.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace grader {

int PointsFor(int points, double share) {
  if (share >= 1) return points;
  // A decimal share has no exact double: 100 times 0.145 is 14.499999999999998
  // there. Of a million points the error is below a billionth.
  constexpr double kError = 1e-9;
  const int rounded =
      static_cast<int>(std::floor(points * share + 0.5 + kError));
  return std::clamp(rounded, 0, std::max(0, points - 1));
}

std::string PointsInWords(int points, int max_points) {
  return absl::StrCat(points, " of ", max_points,
                      max_points == 1 ? " point" : " points");
}

}  // namespace grader

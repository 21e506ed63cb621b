#include "grader/problem/points.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace grader {
namespace {

constexpr std::size_t kPlaces = 6;

// Millionths as a decimal number, without zeros at its end.
std::string Decimal(std::int64_t millionths) {
  const std::int64_t size = std::abs(millionths);
  std::string text = absl::StrFormat("%s%d.%06d", millionths < 0 ? "-" : "",
                                     size / Points::kOne, size % Points::kOne);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::optional<Points> ParsePoints(absl::string_view text) {
  const std::size_t point = text.find('.');
  const absl::string_view before = text.substr(0, point);
  std::string after;
  if (point != absl::string_view::npos) {
    after = std::string(text.substr(point + 1));
    if (after.empty()) return std::nullopt;
  }
  std::int64_t whole = 0;
  std::int64_t rest = 0;
  if (before.empty() || before.size() > 7 || after.size() > kPlaces ||
      absl::StrCat(before, after).find_first_not_of("0123456789") !=
          std::string::npos) {
    return std::nullopt;
  }
  after.append(kPlaces - after.size(), '0');
  if (!absl::SimpleAtoi(before, &whole) || !absl::SimpleAtoi(after, &rest)) {
    return std::nullopt;
  }
  const Points points = Points::Millionths(whole * Points::kOne + rest);
  if (points > kMostPoints) return std::nullopt;
  return points;
}

Points PointsNear(double value) {
  return Points::Millionths(
      std::llround(std::clamp(value, -1e9, 1e9) * Points::kOne));
}

std::string ExactPoints(Points points) { return Decimal(points.millionths()); }

Points PointsFor(Points points, double share) {
  if (share >= 1) return points;
  if (!(share > 0)) return 0;
  // A decimal share has no exact double: 100 times 0.145 is 14.499999999999998
  // there. Of a million points the error is below a thousandth of what is
  // rounded to.
  constexpr double kError = 1e-3;
  const auto rounded = static_cast<std::int64_t>(std::floor(
      static_cast<double>(points.millionths()) * share + 0.5 + kError));
  return Points::Millionths(std::clamp<std::int64_t>(
      rounded, 0, std::max<std::int64_t>(0, points.millionths() - 1)));
}

std::string ShownPoints(Points points, Points max_points) {
  constexpr std::int64_t kShown = Points::kOne / 100;
  std::int64_t shown =
      static_cast<std::int64_t>(
          std::floor(static_cast<double>(points.millionths()) / kShown + 0.5)) *
      kShown;
  if (points < max_points && shown >= max_points.millionths()) {
    shown = std::max<std::int64_t>(0, max_points.millionths() - kShown);
  }
  return Decimal(shown);
}

std::string PointsInWords(Points points, Points max_points) {
  return absl::StrCat(ShownPoints(points, max_points), " of ",
                      ExactPoints(max_points),
                      max_points == 1 ? " point" : " points");
}

std::string PointsOutOf(Points points, Points max_points) {
  return absl::StrCat(ShownPoints(points, max_points), "/",
                      ExactPoints(max_points));
}

}  // namespace grader

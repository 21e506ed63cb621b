// Points: what something is worth, or what somebody got for it. Read from
// problem files, shared out by checkers, added up in reports and gradebooks.
#ifndef GRADER_PROBLEM_POINTS_H_
#define GRADER_PROBLEM_POINTS_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// A decimal number with six places, kept as a whole number of millionths: sums
// are exact, and in any order the same.
class Points {
 public:
  constexpr Points() = default;
  // A whole number of points is points.
  constexpr Points(int whole)  // NOLINT(google-explicit-constructor)
      : millionths_(std::int64_t{whole} * kOne) {}
  static constexpr Points Millionths(std::int64_t count) {
    Points points;
    points.millionths_ = count;
    return points;
  }

  constexpr std::int64_t millionths() const { return millionths_; }
  constexpr bool whole() const { return millionths_ % kOne == 0; }
  constexpr double value() const {
    return static_cast<double>(millionths_) / kOne;
  }

  constexpr Points& operator+=(Points other) {
    millionths_ += other.millionths_;
    return *this;
  }
  constexpr Points& operator-=(Points other) {
    millionths_ -= other.millionths_;
    return *this;
  }
  friend constexpr Points operator+(Points a, Points b) { return a += b; }
  friend constexpr Points operator-(Points a, Points b) { return a -= b; }
  // NOLINTNEXTLINE(modernize-use-nullptr): the zero is the compiler's.
  friend constexpr auto operator<=>(Points, Points) = default;

  static constexpr std::int64_t kOne = 1'000'000;

 private:
  std::int64_t millionths_ = 0;
};

// Most that one thing can be worth.
inline constexpr Points kMostPoints = 1'000'000;

// "2", "2.5": up to kMostPoints with up to six places behind the point; nothing
// for any other text.
std::optional<Points> ParsePoints(absl::string_view text);

// The nearest of them to `value`, which is at most a billion from 0.
Points PointsNear(double value);

// All of it, for programs: "2", "2.333333".
std::string ExactPoints(Points points);

// `share` (0 to 1) of `points` (at most kMostPoints), rounded half up to a
// millionth; all of them only for a share of 1.
Points PointsFor(Points points, double share);

// For people, rounded half up to two places, but never up to the whole of
// `max_points`: "2", "2.5", "2.33".
std::string ShownPoints(Points points, Points max_points);

// "2.5 of 4 points", "0 of 1 point".
std::string PointsInWords(Points points, Points max_points);

// "2.5/4".
std::string PointsOutOf(Points points, Points max_points);

}  // namespace grader

#endif  // GRADER_PROBLEM_POINTS_H_

#include "grader/report/lane_words.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace grader {

std::string Unit::Number(absl::Duration duration) const {
  const std::string text =
      absl::StrFormat("%.*f", decimals, absl::FDivDuration(duration, one));
  // A little before the origin is at it.
  const bool is_zero = text.find_first_not_of("-0.") == std::string::npos;
  return is_zero && text.starts_with('-') ? text.substr(1) : text;
}

Unit UnitFor(absl::Duration extent) {
  if (extent >= absl::Seconds(100)) return {absl::Seconds(1), 1, "s"};
  if (extent >= absl::Seconds(10)) return {absl::Seconds(1), 2, "s"};
  if (extent >= absl::Milliseconds(10)) return {absl::Milliseconds(1), 0, "ms"};
  return {absl::Milliseconds(1), 2, "ms"};
}

std::string LaneName(const Lane& lane) {
  if (lane.intervals.size() > 1) {
    return absl::StrCat(lane.name, " ×", lane.intervals.size());
  }
  if (lane.id.empty() || lane.id == "-") return lane.name;
  return absl::StrCat(lane.name, " ", lane.id);
}

std::string Figures(const Lane& lane, absl::Duration origin, const Unit& unit) {
  if (lane.kind == LaneKind::kBlocked) {
    absl::Duration all;
    for (const Interval& sleep : lane.intervals) {
      all += *sleep.end - sleep.begin;
    }
    return absl::StrCat(unit.Number(all), " ", unit.name, " in all");
  }
  Interval whole = lane.intervals.front();
  for (const Interval& interval : lane.intervals) {
    whole.begin = std::min(whole.begin, interval.begin);
    if (whole.end) whole.end = std::max(*whole.end, *interval.end);
  }
  const std::string begin = unit.Number(whole.begin - origin);
  if (!whole.end) return absl::StrCat("from ", begin, " ", unit.name);
  const std::string end = unit.Number(*whole.end - origin);
  if (begin == end) return absl::StrCat(begin, " ", unit.name);
  return absl::StrCat(begin, "–", end, " ", unit.name);
}

}  // namespace grader

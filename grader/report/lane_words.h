// The names and the figures of a timeline's lanes, however it is drawn.
#ifndef GRADER_REPORT_LANE_WORDS_H_
#define GRADER_REPORT_LANE_WORDS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/report/timeline_lanes.h"

namespace grader {

// The unit of all figures of one picture.
struct Unit {
  absl::Duration one;
  int decimals;
  absl::string_view name;

  // `duration` in this unit, without its name.
  std::string Number(absl::Duration duration) const;
};

// The unit in which the figures of a picture of that extent are short.
Unit UnitFor(absl::Duration extent);

// "handle_request 3", "handle_request ×10".
std::string LaneName(const Lane& lane);

// "100–200 ms", "from 100 ms", "1000 ms in all", counted from `origin`.
std::string Figures(const Lane& lane, absl::Duration origin, const Unit& unit);

}  // namespace grader

#endif  // GRADER_REPORT_LANE_WORDS_H_

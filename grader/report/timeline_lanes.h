// Which lanes the timeline of a run has: the spans in the order in which they
// are drawn, those that look alike put together. Part of the text report.
#ifndef GRADER_REPORT_TIMELINE_LANES_H_
#define GRADER_REPORT_TIMELINE_LANES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grader/execute/observation.h"

namespace grader {

// The part of a run to draw. Times on the axis are counted from `begin`.
struct TimelineView {
  absl::Duration begin;
  absl::Duration end;  // of the picture; spans without an end reach it
  // The name of the span that the picture shows the inside of, if any.
  std::string inside;
  // When something had to be over, marked in every lane.
  std::optional<absl::Duration> bound;
};

// The whole run, from its start to its last event; to `observation.elapsed` if
// a span has no end.
TimelineView WholeRun(const Observation& observation);

struct Interval {
  absl::Duration begin;
  std::optional<absl::Duration> end;  // not set: it was still going on
};

enum class LaneKind { kSpans, kNotes, kBlocked };

struct Lane {
  LaneKind kind = LaneKind::kSpans;
  std::string name;
  std::string id;                   // of its only span
  std::vector<Interval> intervals;  // at least one
};

struct Lanes {
  std::vector<Lane> lanes;
  std::size_t more = 0;  // that are not among them
};

// The lanes of what lies in `view`: first the spans that have others inside,
// then the rest in order of begin, then notes, and last the times in which a
// thread was blocked. Spans of one name share a lane if their begins and their
// ends differ by less than `column`, unless one begins when the other has
// ended. There are at most 20 lanes of spans; those that have ended make room
// first.
Lanes LanesOf(const Observation& observation, const TimelineView& view,
              absl::Duration column);

}  // namespace grader

#endif  // GRADER_REPORT_TIMELINE_LANES_H_

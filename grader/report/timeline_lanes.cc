#include "grader/report/timeline_lanes.h"

#include <algorithm>
#include <set>
#include <utility>

namespace grader {
namespace {

constexpr std::size_t kMostLanes = 20;
constexpr std::size_t kMostSpans = 2000;  // looked at; others are counted

bool Shows(const TimelineView& view, const Interval& interval) {
  if (interval.begin > view.end) return false;
  if (!interval.end) return true;
  if (interval.begin == *interval.end) return interval.begin >= view.begin;
  return *interval.end > view.begin && interval.begin < view.end;
}

bool Contains(const Span& outer, const Span& inner) {
  return outer.name != inner.name && outer.begin <= inner.begin &&
         (!outer.end || (inner.end && *inner.end <= *outer.end));
}

// Whether the span has spans of other names inside, and is itself inside no
// other. Of two equal ones the first to begin is the outer.
bool IsOuter(const std::vector<Span>& spans, std::size_t index) {
  bool has_inner = false;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const bool inside = Contains(spans[i], spans[index]);
    const bool around = Contains(spans[index], spans[i]);
    if (inside && (!around || i < index)) return false;
    has_inner = has_inner || around;
  }
  return has_inner;
}

std::vector<Span> SpansIn(const TimelineView& view,
                          const std::vector<Span>& spans) {
  std::vector<Span> shown;
  for (const Span& span : spans) {
    if (Shows(view, {span.begin, span.end})) shown.push_back(span);
  }
  return shown;
}

// Moves the spans of those names to the front of which every span is outer.
void PutOuterFirst(std::vector<Span>& spans) {
  std::set<std::string> inner;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (!IsOuter(spans, i)) inner.insert(spans[i].name);
  }
  std::stable_partition(spans.begin(), spans.end(), [&](const Span& span) {
    return inner.count(span.name) == 0;
  });
}

// Whether both would be painted nearly alike. Spans of which one begins after
// the other has ended never are: in one lane they would look concurrent.
bool Alike(const Interval& a, const Interval& b, absl::Duration column) {
  if (a.end.has_value() != b.end.has_value()) return false;
  if (absl::AbsDuration(a.begin - b.begin) > column) return false;
  if (!a.end) return true;
  const bool in_turn =
      a.begin != b.begin && (*a.end <= b.begin || *b.end <= a.begin);
  return !in_turn && absl::AbsDuration(*a.end - *b.end) <= column;
}

std::vector<Lane> SpanLanes(const std::vector<Span>& spans,
                            absl::Duration column) {
  std::vector<Lane> lanes;
  for (const Span& span : spans) {
    const Interval interval = {span.begin, span.end};
    const auto same =
        std::find_if(lanes.begin(), lanes.end(), [&](const Lane& lane) {
          return lane.name == span.name &&
                 Alike(lane.intervals.front(), interval, column);
        });
    if (same == lanes.end()) {
      lanes.push_back({LaneKind::kSpans, span.name, span.id, {interval}});
    } else {
      same->intervals.push_back(interval);
    }
  }
  return lanes;
}

// Takes lanes from the end until there are no more than may be drawn, those of
// spans that have ended first. Returns how many.
std::size_t DropLanes(std::vector<Lane>& lanes) {
  std::size_t dropped = 0;
  for (; lanes.size() > kMostLanes; ++dropped) {
    const auto ended =
        std::find_if(lanes.rbegin(), lanes.rend(), [](const Lane& lane) {
          return lane.intervals.front().end.has_value();
        });
    lanes.erase(ended == lanes.rend() ? lanes.end() - 1 : ended.base() - 1);
  }
  return dropped;
}

// One lane for each name of notes.
std::vector<Lane> NoteLanes(const std::vector<Note>& notes,
                            const TimelineView& view) {
  std::vector<Lane> lanes;
  for (const Note& note : notes) {
    const Interval moment = {note.at, note.at};
    if (!Shows(view, moment)) continue;
    const auto same =
        std::find_if(lanes.begin(), lanes.end(),
                     [&](const Lane& lane) { return lane.name == note.name; });
    if (same == lanes.end()) {
      lanes.push_back({LaneKind::kNotes, note.name, "", {moment}});
    } else {
      same->intervals.push_back(moment);
    }
  }
  return lanes;
}

Lane BlockedLane(const std::vector<BlockingSleep>& sleeps,
                 const TimelineView& view) {
  Lane lane = {LaneKind::kBlocked, "thread blocked", "", {}};
  for (const BlockingSleep& sleep : sleeps) {
    const Interval interval = {sleep.begin, sleep.end};
    if (Shows(view, interval)) lane.intervals.push_back(interval);
  }
  return lane;
}

}  // namespace

TimelineView WholeRun(const Observation& observation) {
  TimelineView view;
  for (const Span& span : observation.trace.spans) {
    view.end = std::max(view.end, span.end.value_or(observation.elapsed));
    view.end = std::max(view.end, span.begin);
  }
  for (const Note& note : observation.trace.notes) {
    view.end = std::max(view.end, note.at);
  }
  for (const BlockingSleep& sleep : observation.blocking_sleeps) {
    view.end = std::max(view.end, sleep.end);
  }
  return view;
}

Lanes LanesOf(const Observation& observation, const TimelineView& view,
              absl::Duration column) {
  std::vector<Span> spans = SpansIn(view, observation.trace.spans);
  Lanes result;
  if (spans.size() > kMostSpans) {
    result.more = spans.size() - kMostSpans;
    spans.resize(kMostSpans);
  }
  PutOuterFirst(spans);
  result.lanes = SpanLanes(spans, column);
  result.more += DropLanes(result.lanes);
  for (Lane& lane : NoteLanes(observation.trace.notes, view)) {
    result.lanes.push_back(std::move(lane));
  }
  Lane blocked = BlockedLane(observation.blocking_sleeps, view);
  if (!blocked.intervals.empty()) result.lanes.push_back(std::move(blocked));
  return result;
}

}  // namespace grader

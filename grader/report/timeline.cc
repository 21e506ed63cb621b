#include "grader/report/timeline.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/report/lane_words.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

constexpr int kWidestLabel = 26;    // or a third of the page
constexpr int kWidestFigures = 14;  // as a rule
constexpr int kNarrowestBar = 12;

// Where a moment lies on the axis, in columns.
struct Axis {
  absl::Duration begin;
  absl::Duration end;
  int columns = 0;

  int Column(absl::Duration at) const {
    const double part = absl::FDivDuration(at - begin, end - begin);
    return static_cast<int>(std::lround(std::clamp(part, 0.0, 1.0) * columns));
  }
};

int WidestLabel(const Page& page) {
  return std::min(kWidestLabel, page.width() / 3);
}

std::string Label(const Lane& lane, const Page& page) {
  std::string label = LaneName(lane);
  label = page.Shown(label);
  const int widest = WidestLabel(page);
  if (DisplayWidth(label) <= widest) return label;
  const std::string sign = page.Shown("…");
  label.resize(PrefixThatFits(label, widest - DisplayWidth(sign)));
  return label + sign;
}

absl::string_view FillOf(LaneKind kind) {
  switch (kind) {
    case LaneKind::kSpans:
      return "█";
    case LaneKind::kNotes:
      return "◆";
    case LaneKind::kBlocked:
      return "▒";
  }
  return " ";
}

std::string Bar(const Lane& lane, const TimelineView& view, const Axis& axis) {
  std::vector<absl::string_view> cells(axis.columns, " ");
  const auto cell = [&](absl::Duration at) {
    return std::min(axis.Column(at), axis.columns - 1);
  };
  if (view.bound && *view.bound < view.end) cells[cell(*view.bound)] = "┊";
  for (const Interval& interval : lane.intervals) {
    const int first = cell(interval.begin);
    const int end = interval.end ? axis.Column(*interval.end) : axis.columns;
    std::fill(cells.begin() + first, cells.begin() + std::max(first + 1, end),
              FillOf(lane.kind));
    if (!interval.end) cells.back() = "▶";
  }
  return absl::StrJoin(cells, "");
}

// The line above the lanes: the begin and end of the axis, and its bound, on
// whichever side of its mark there is room for it.
std::string Scale(const TimelineView& view, const Axis& axis,
                  const Unit& unit) {
  const std::string end =
      absl::StrCat(unit.Number(view.end - view.begin), " ", unit.name);
  const int room = axis.columns - DisplayWidth(end) - 1;
  std::string scale = "0";
  if (view.bound && *view.bound < view.end) {
    const int column = axis.Column(*view.bound);
    const std::string label = absl::StrCat(
        "at most ", unit.Number(*view.bound - view.begin), " ", unit.name);
    const int needed = DisplayWidth(label) + 1;
    if (column > 1 && column + needed < room) {
      scale = absl::StrCat(PaddedTo(scale, column), "┊ ", label);
    } else if (column - needed > 1 && column < room) {
      scale = absl::StrCat(PaddedTo(scale, column - needed), label, " ┊");
    }
  }
  return PaddedTo(scale, room + 1) + end;
}

Ink InkOf(const Lane& lane) {
  if (lane.kind == LaneKind::kBlocked) return Ink::kBad;
  if (lane.kind == LaneKind::kNotes) return Ink::kStrong;
  return lane.intervals.front().end ? Ink::kBar : Ink::kCaution;
}

int BarWidth(const Page& page, int indent, int label_width, int figures_width) {
  const int around = indent + label_width + figures_width + 4;
  return std::max(page.width() - around, kNarrowestBar);
}

}  // namespace

void DrawTimeline(const Observation& observation, const TimelineView& view,
                  int indent, Page& page) {
  if (view.end <= view.begin) return;
  const Unit unit = UnitFor(view.end - view.begin);
  // Which spans share a lane depends on how wide a column is, and that on how
  // long the labels of the lanes are: start from the longest.
  Axis axis = {view.begin, view.end,
               BarWidth(page, indent, WidestLabel(page), kWidestFigures)};
  const auto [lanes, more] =
      LanesOf(observation, view, (axis.end - axis.begin) / axis.columns);
  if (lanes.empty()) return;

  int label_width = 0;
  int figures_width = 0;
  for (const Lane& lane : lanes) {
    label_width = std::max(label_width, DisplayWidth(Label(lane, page)));
    figures_width =
        std::max(figures_width, DisplayWidth(Figures(lane, axis.begin, unit)));
  }
  axis.columns = BarWidth(page, indent, label_width, figures_width);

  page.Line(indent, {{std::string(label_width + 2, ' ')},
                     {Scale(view, axis, unit), Ink::kFaint}});
  for (const Lane& lane : lanes) {
    page.Line(indent, {{PaddedTo(Label(lane, page), label_width) + " "},
                       {"│", Ink::kFaint},
                       {Bar(lane, view, axis), InkOf(lane)},
                       {"│ ", Ink::kFaint},
                       {Figures(lane, axis.begin, unit)}});
  }
  if (more > 0) {
    page.Line(indent, {{absl::StrCat("… and ", more, " more"), Ink::kFaint}});
  }
}

}  // namespace grader

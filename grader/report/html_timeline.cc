#include "grader/report/html_timeline.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "grader/judge/figures.h"
#include "grader/report/html_page.h"
#include "grader/report/lane_words.h"
#include "grader/report/markup.h"
#include "grader/report/plain_text.h"
#include "grader/report/sanitize.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

constexpr int kColumns = 100;             // how finely spans are told apart
constexpr std::size_t kLongestName = 26;  // beside the figures on a phone
constexpr int kLaneHeight = 34;
constexpr int kBarTop = 19;  // below the lane's name
constexpr int kBarHeight = 10;
constexpr int kTop = 26;  // of the first lane, below the scale

// Lengths along the axis are parts of the picture's width, so that it fits any
// window; lengths across it are pixels.
class Picture {
 public:
  Picture(const TimelineView& view, absl::string_view heading,
          absl::string_view id)
      : view_(view),
        heading_(heading),
        id_(id),
        unit_(UnitFor(view.end - view.begin)) {}

  std::string Draw(const Lanes& lanes) const {
    const int height =
        kTop + kLaneHeight * static_cast<int>(lanes.lanes.size());
    std::string svg =
        absl::StrCat("<svg role=\"img\" aria-labelledby=\"timeline-", id_,
                     "\" height=\"", height, "\">\n<title id=\"timeline-", id_,
                     "\">", Described(lanes), "</title>\n", Hatch(), Scale());
    int top = kTop;
    for (const Lane& lane : lanes.lanes) {
      svg += DrawLane(lane, top);
      top += kLaneHeight;
    }
    return svg + BoundLine(height) + "</svg>\n";
  }

  std::string Table(const Lanes& lanes) const {
    std::string table =
        "<table>\n<thead><tr><th scope=\"col\">what</th><th scope=\"col\" "
        "class=\"number\">when</th></tr></thead>\n<tbody>\n";
    for (const Lane& lane : lanes.lanes) {
      absl::StrAppend(&table, "<tr><th scope=\"row\">",
                      Markup(Shortened(ForTerminal(LaneName(lane)), 200)),
                      "</th><td class=\"number\">",
                      Figures(lane, view_.begin, unit_), "</td></tr>\n");
    }
    return table + "</tbody>\n</table>\n";
  }

 private:
  // Per cent of the width.
  double Place(absl::Duration at) const {
    const double part =
        absl::FDivDuration(at - view_.begin, view_.end - view_.begin);
    return std::clamp(part, 0.0, 1.0) * 100;
  }

  std::string Described(const Lanes& lanes) const {
    return absl::StrCat(heading_, ": ", unit_.Number(view_.end - view_.begin),
                        " ", unit_.name, " with ",
                        Counted(lanes.lanes.size(), "lane"),
                        "; the table below holds the same");
  }

  std::string Hatch() const {
    return absl::StrCat(
        "<defs><pattern id=\"hatch-", id_,
        "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><line class=\"hatch\" x1=\"0\" "
        "y1=\"0\" x2=\"0\" y2=\"6\"/></pattern></defs>\n");
  }

  std::string Scale() const {
    std::string scale = absl::StrCat(
        "<text class=\"faint\" x=\"0\" y=\"14\">0</text>\n<text "
        "class=\"faint\" x=\"100%\" y=\"14\" text-anchor=\"end\">",
        unit_.Number(view_.end - view_.begin), " ", unit_.name, "</text>\n");
    if (!HasBound()) return scale;
    const double place = Place(*view_.bound);
    absl::StrAppend(
        &scale,
        absl::StrFormat("<text class=\"late\" x=\"%.3f%%\" y=\"14\" "
                        "dx=\"%d\" text-anchor=\"%s\">",
                        place, place < 50 ? 4 : -4,
                        place < 50 ? "start" : "end"),
        "at most ", unit_.Number(*view_.bound - view_.begin), " ", unit_.name,
        "</text>\n");
    return scale;
  }

  bool HasBound() const { return view_.bound && *view_.bound < view_.end; }

  std::string BoundLine(int height) const {
    if (!HasBound()) return "";
    return absl::StrFormat(
        "<line class=\"bound\" x1=\"%.3f%%\" y1=\"2\" x2=\"%.3f%%\" "
        "y2=\"%d\"/>\n",
        Place(*view_.bound), Place(*view_.bound), height);
  }

  std::string DrawLane(const Lane& lane, int top) const {
    const std::string name = ForTerminal(LaneName(lane));
    std::string text = absl::StrFormat(
        "<text x=\"0\" y=\"%d\">%s</text>\n<text class=\"faint\" x=\"100%%\" "
        "y=\"%d\" text-anchor=\"end\">%s</text>\n<rect class=\"track\" "
        "x=\"0\" y=\"%d\" width=\"100%%\" height=\"%d\"/>\n",
        top + 14, Markup(Name(name)), top + 14,
        Figures(lane, view_.begin, unit_), top + kBarTop, kBarHeight);
    for (const Interval& interval : lane.intervals) {
      text += DrawInterval(lane.kind, interval, top + kBarTop);
    }
    return text;
  }

  static std::string Name(const std::string& name) {
    const std::string line = name.substr(0, name.find('\n'));
    const std::size_t end = PrefixThatFits(line, kLongestName);
    return end < line.size() ? absl::StrCat(line.substr(0, end), "…") : line;
  }

  std::string DrawInterval(LaneKind kind, const Interval& interval,
                           int top) const {
    const double begin = Place(interval.begin);
    const double end = interval.end ? Place(*interval.end) : 100;
    switch (kind) {
      case LaneKind::kNotes:
        return absl::StrFormat(
            "<circle class=\"note\" cx=\"%.3f%%\" cy=\"%d\" r=\"5\"/>\n", begin,
            top + kBarHeight / 2);
      case LaneKind::kBlocked:
        return absl::StrFormat(
            "<rect class=\"edge\" fill=\"none\" x=\"%.3f%%\" y=\"%d\" "
            "width=\"%.3f%%\" height=\"%d\"/>\n<rect x=\"%.3f%%\" y=\"%d\" "
            "width=\"%.3f%%\" height=\"%d\" fill=\"url(#hatch-%s)\"/>\n",
            begin, top, end - begin, kBarHeight, begin, top, end - begin,
            kBarHeight, id_);
      case LaneKind::kSpans:
        return absl::StrFormat(
            "<rect class=\"%s\" x=\"%.3f%%\" y=\"%d\" width=\"%.3f%%\" "
            "height=\"%d\"/>\n%s",
            interval.end ? "span" : "open", begin, top,
            std::max(end - begin, 0.3), kBarHeight,
            interval.end ? "" : Arrow(top));
    }
    return "";
  }

  // At the right edge: it went on.
  static std::string Arrow(int top) {
    return absl::StrFormat(
        "<text class=\"arrow\" x=\"100%%\" y=\"%d\" "
        "text-anchor=\"end\">▶</text>\n",
        top + kBarHeight);
  }

  const TimelineView& view_;
  absl::string_view heading_;
  absl::string_view id_;
  Unit unit_;
};

std::string Caption(const TimelineView& view, const Lanes& lanes,
                    absl::string_view heading) {
  std::string caption(heading);
  if (!view.inside.empty()) {
    absl::StrAppend(&caption, " of ", Markup(view.inside),
                    ", which began after ", FormatElapsed(view.begin));
  }
  bool blocked = false;
  bool open = false;
  for (const Lane& lane : lanes.lanes) {
    blocked = blocked || lane.kind == LaneKind::kBlocked;
    open = open || !lane.intervals.front().end;
  }
  absl::StrAppend(&caption, ". A bar is a span in progress",
                  open ? "; one with an arrow never ended" : "",
                  blocked ? "; hatched is a thread that was blocked" : "",
                  view.bound ? "; the dashed line is the bound" : "", ".");
  if (lanes.more > 0) {
    absl::StrAppend(&caption, " ", lanes.more, " more are not drawn.");
  }
  return absl::StrCat("<figcaption>", caption, "</figcaption>\n");
}

}  // namespace

std::string HtmlTimeline(const Observation& observation,
                         const TimelineView& view, absl::string_view heading,
                         absl::string_view id) {
  if (view.end <= view.begin) return "";
  const Lanes lanes =
      LanesOf(observation, view, (view.end - view.begin) / kColumns);
  if (lanes.lanes.empty()) return "";
  const Picture picture(view, heading, id);
  return absl::StrCat(
      "<figure>\n", Caption(view, lanes, heading), picture.Draw(lanes),
      HtmlFolded("The timeline as a table", picture.Table(lanes)),
      "</figure>\n");
}

}  // namespace grader

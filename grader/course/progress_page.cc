#include "grader/course/progress_page.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "grader/problem/max_points.h"

namespace grader {
namespace {

constexpr int kBarColumns = 20;

std::string StateInWords(const UnitState& state) {
  if (state.attempts == 0 && !state.gave_up) return "";
  return absl::StrCat(state.accepted  ? "accepted, "
                      : state.gave_up ? "gave up, "
                                      : "",
                      state.attempts,
                      state.attempts == 1 ? " attempt" : " attempts");
}

Piece SignOf(const UnitState& state) {
  if (state.accepted) return {"✓ ", Ink::kGood};
  if (state.gave_up) return {"- ", Ink::kCaution};
  if (state.attempts > 0) return {"✗ ", Ink::kBad};
  return {"  "};
}

}  // namespace

std::vector<Piece> ProgressBar(const std::vector<Problem>& units,
                               const std::map<std::string, UnitState>& states,
                               int columns) {
  const int all = static_cast<int>(units.size());
  const int done =
      static_cast<int>(absl::c_count_if(units, [&](const Problem& unit) {
        return StateOf(states, unit.id).done();
      }));
  const int full = all == 0 ? 0 : done * columns / all;
  std::string bar;
  for (int i = 0; i < full; ++i) bar += "█";
  std::string rest;
  for (int i = full; i < columns; ++i) rest += "·";
  return {{bar, Ink::kGood},
          {rest, Ink::kFaint},
          {absl::StrCat(" ", done, " of ", all, " done")}};
}

void WriteUnitLine(const Problem& unit, const UnitState& state,
                   const Piece& lead, Page& page) {
  page.Line(
      0,
      {lead,
       SignOf(state),
       {absl::StrFormat("%2s ", unit.number ? absl::StrCat(*unit.number) : "")},
       {unit.title},
       {absl::StrCat("  ", StateInWords(state)), Ink::kFaint}},
      {unit.suite == nullptr ? PointsOutOf(state.best_points, MaxPoints(unit))
                             : ExactPoints(state.best_points)});
}

std::string ProgressText(const std::vector<Problem>& units,
                         const std::map<std::string, UnitState>& states,
                         const TextStyle& style) {
  Page page(style);
  page.Line(0, ProgressBar(units, states, kBarColumns));
  page.Gap();
  for (const Problem& unit : units) {
    WriteUnitLine(unit, StateOf(states, unit.id), {}, page);
  }
  return page.text();
}

}  // namespace grader

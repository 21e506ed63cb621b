#include "grader/report/text_schedule.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/judge/schedule_verdict.h"
#include "grader/report/schedule_story.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

constexpr std::size_t kHandOversShown = 24;
constexpr int kLanesShown = 10;

// A lane for each thread, side by side, with a block where `turn` runs.
std::vector<Piece> LanesAt(const ScheduleTurn& turn, int lanes) {
  std::vector<Piece> pieces;
  for (int i = 0; i < lanes; ++i) {
    const bool runs = std::min(turn.thread, lanes - 1) == i;
    pieces.push_back(runs ? Piece{"█ ", Ink::kBar} : Piece{"│ ", Ink::kFaint});
  }
  return pieces;
}

// "bank.cpp:12 to bank.cpp:14".
std::string FromTo(const ScheduleTurn& turn) {
  const std::string entered = turn.entered.empty() ? "…" : turn.entered;
  if (turn.last) return entered + " and on";
  return absl::StrCat(entered, " to ", turn.left.empty() ? "…" : turn.left);
}

void WriteTurns(int indent, const std::vector<ScheduleTurn>& turns,
                Page& page) {
  const int lanes = LanesOf(turns, kLanesShown);
  int names = 0;
  for (const ScheduleTurn& turn : turns) {
    names = std::max(names, DisplayWidth(NameOfThread(turn.thread)));
  }
  for (const ScheduleTurn& turn : turns) {
    std::vector<Piece> line = LanesAt(turn, lanes);
    line.push_back({" "});
    line.push_back({turn.chosen ? "⇢ " : "  ", Ink::kBad});
    line.push_back({PaddedTo(NameOfThread(turn.thread), names)});
    line.push_back({absl::StrCat("  ", FromTo(turn)), Ink::kFaint});
    page.Line(indent, line);
  }
}

}  // namespace

void WriteSchedule(int indent, const Report& report, const CaseReport& one,
                   Page& page) {
  if (!one.observation.schedule) return;
  const Schedule& schedule = *one.observation.schedule;
  page.Gap();
  page.Paragraph(indent, WhichSchedule(schedule), Ink::kPlain,
                 {"schedule  ", Ink::kStrong});
  const std::vector<ScheduleTurn> turns = TurnsOf(schedule, kHandOversShown);
  WriteTurns(indent + 2, turns, page);
  if (schedule.hand_overs.size() > kHandOversShown) {
    page.Line(indent + 2,
              {{absl::StrCat("… ", schedule.hand_overs.size() - kHandOversShown,
                             " more"),
                Ink::kFaint}});
  }
  if (std::any_of(turns.begin(), turns.end(),
                  [](const ScheduleTurn& turn) { return turn.chosen; })) {
    page.Line(indent + 2,
              {{"⇢ ", Ink::kBad},
               {"it could have gone on; the others had to wait, or were over",
                Ink::kFaint}});
  }
  page.Line(indent + 2,
            {{"again: ", Ink::kFaint}, {CommandForSchedule(report, schedule)}});
}

}  // namespace grader

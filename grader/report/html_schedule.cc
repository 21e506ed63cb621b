#include "grader/report/html_schedule.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/judge/schedule_verdict.h"
#include "grader/report/markup.h"
#include "grader/report/schedule_story.h"

namespace grader {
namespace {

constexpr std::size_t kHandOversOnPage = 60;
constexpr int kLanesOnPage = 12;

std::string Code(const std::string& place) {
  return place.empty() ? "…" : absl::StrCat("<code>", Markup(place), "</code>");
}

std::string Cell(const ScheduleTurn& turn) {
  const std::string entered = "from " + Code(turn.entered);
  if (turn.last) return entered + " on";
  std::string words = turn.entered.empty() ? "" : entered + " ";
  absl::StrAppend(&words, "to ", Code(turn.left));
  if (turn.chosen) words += "<br><span class=\"bad\">could have gone on</span>";
  return words;
}

}  // namespace

std::string HtmlSchedule(const Report& view, const CaseReport& one) {
  if (!one.observation.schedule) return "";
  const Schedule& schedule = *one.observation.schedule;
  const std::vector<ScheduleTurn> turns = TurnsOf(schedule, kHandOversOnPage);
  const int lanes = LanesOf(turns, kLanesOnPage);
  std::string html = absl::StrCat(
      "<h3>Schedule</h3>\n<p>", Markup(WhichSchedule(schedule)),
      "</p>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" "
      "aria-label=\"schedule\"><table class=\"schedule\">\n<thead><tr>");
  for (int i = 0; i < lanes; ++i) {
    absl::StrAppend(&html, "<th scope=\"col\">", NameOfThread(i), "</th>");
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const ScheduleTurn& turn : turns) {
    html += "<tr>";
    for (int i = 0; i < lanes; ++i) {
      // Whoever has no lane of its own shares the last.
      const bool runs = std::min(turn.thread, lanes - 1) == i;
      absl::StrAppend(&html, runs ? "<td class=\"runs\">" : "<td>",
                      runs ? Cell(turn) : "", "</td>");
    }
    html += "</tr>\n";
  }
  return absl::StrCat(
      html, "</tbody></table></div>\n",
      schedule.hand_overs.size() > kHandOversOnPage
          ? absl::StrCat("<p class=\"faint\">… and ",
                         schedule.hand_overs.size() - kHandOversOnPage,
                         " more hand-overs.</p>\n")
          : "",
      "<p class=\"faint\">Again: <code>",
      Markup(CommandForSchedule(view, schedule)), "</code></p>\n");
}

}  // namespace grader

#include "grader/report/text_schedule.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/report/schedule_story.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

constexpr std::size_t kStepsShown = 24;

std::string Padded(std::string text, int width) {
  return text + std::string(std::max(width - DisplayWidth(text), 0), ' ');
}

}  // namespace

void WriteSchedule(int indent, const Report& report, const CaseReport& one,
                   Page& page) {
  if (!one.observation.schedule) return;
  const Schedule& schedule = *one.observation.schedule;
  page.Gap();
  page.Paragraph(indent, WhichSchedule(schedule), Ink::kPlain,
                 {"schedule  ", Ink::kStrong});
  const std::vector<ScheduleStep> steps = StepsOf(schedule, kStepsShown);
  int names = 0;
  int places = 0;
  for (const ScheduleStep& step : steps) {
    names = std::max(names, DisplayWidth(NameOfThread(step.from)));
    places = std::max(places, DisplayWidth(step.left));
  }
  for (const ScheduleStep& step : steps) {
    page.Line(
        indent + 2,
        {{Padded(NameOfThread(step.from), names)},
         {absl::StrCat("  ", Padded(step.left, places), "  "), Ink::kFaint},
         {step.chosen ? "⇢ " : "→ ", step.chosen ? Ink::kBad : Ink::kFaint},
         {NameOfThread(step.to)},
         {step.entered.empty() ? "" : absl::StrCat("  ", step.entered),
          Ink::kFaint}});
  }
  if (schedule.hand_overs.size() > steps.size()) {
    page.Line(indent + 2,
              {{absl::StrCat("… ", schedule.hand_overs.size() - steps.size(),
                             " more"),
                Ink::kFaint}});
  }
  if (std::any_of(steps.begin(), steps.end(),
                  [](const ScheduleStep& step) { return step.chosen; })) {
    page.Line(indent + 2, {{"⇢ ", Ink::kBad},
                           {"it could have gone on", Ink::kFaint},
                           {"   → ", Ink::kFaint},
                           {"it had to wait, or was over", Ink::kFaint}});
  }
  page.Line(indent + 2,
            {{"again: ", Ink::kFaint}, {CommandForSchedule(report, schedule)}});
}

}  // namespace grader

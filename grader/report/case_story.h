// What there is to tell about one case, whatever the format: which of its
// checks say something, what was going on when it ended, and which part of its
// run explains it.
#ifndef GRADER_REPORT_CASE_STORY_H_
#define GRADER_REPORT_CASE_STORY_H_

#include <optional>
#include <string>

#include "grader/report/report.h"
#include "grader/report/timeline_lanes.h"

namespace grader {

// Whether a check of that kind compares texts.
bool IsText(CheckKind kind);

// Whether the run came to an end of its own that its checks can be read on. A
// run that was cut short fails most of them, which says nothing.
bool ChecksCount(const CaseReport& one);

// "fetch 1, 2, 3; get 7": the spans that had begun and not ended.
std::string InProgress(const Trace& trace);

// `--unit s "two words" MODE=fast`: the arguments of a case and its environment
// variables, in quotes where one would not see where they end; empty if it has
// none.
std::string ArgumentsInWords(const TestCase& test_case);

// Whether a failed check that counts says what the verdict's message says.
bool SaidByCheck(const CaseReport& one);

// The inside of the first span whose time was out of bounds, if it is a part
// of the run in which something happened; else the whole run.
TimelineView ViewOf(const CaseReport& one);

// What to show of the submission's run and of the reference's, at one scale.
struct TimelineViews {
  TimelineView run;
  std::optional<TimelineView> right;  // if there is a right run to compare with
};

// ViewOf, and the same part of the right run: the inside of the span of that
// name which has as many of them before it.
TimelineViews ViewsOf(const CaseReport& one);

}  // namespace grader

#endif  // GRADER_REPORT_CASE_STORY_H_

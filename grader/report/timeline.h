// The timeline of a run: a lane for each span on one shared axis, so that work
// done in turn looks like a staircase and work done together like a block.
// Part of the text report.
#ifndef GRADER_REPORT_TIMELINE_H_
#define GRADER_REPORT_TIMELINE_H_

#include "grader/execute/observation.h"
#include "grader/report/page.h"
#include "grader/report/timeline_lanes.h"

namespace grader {

// Draws onto `page`, `indent` columns from the left: first the spans that have
// others inside, then the rest in order of begin, then notes, and last the
// times in which a thread was blocked. Spans of one name that begin and end
// within the same column share a lane ("handle_request ×10"). Draws at most 20
// lanes and says how many there are beyond; draws nothing if the view is empty.
void DrawTimeline(const Observation& observation, const TimelineView& view,
                  int indent, Page& page);

}  // namespace grader

#endif  // GRADER_REPORT_TIMELINE_H_

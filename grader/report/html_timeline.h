// The timeline of a run as a picture in SVG and as a table, for the HTML
// report: the lanes that the text report draws.
#ifndef GRADER_REPORT_HTML_TIMELINE_H_
#define GRADER_REPORT_HTML_TIMELINE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/execute/observation.h"
#include "grader/report/timeline_lanes.h"

namespace grader {

// A figure; empty if `view` is or nothing lies in it. What waited is a plain
// bar, what never ended has an arrow, a blocked thread is hatched, and the
// bound is a dashed line. `heading` says whose run it is, `id` makes the ids in
// it unique on the page; both are words of the grader's.
std::string HtmlTimeline(const Observation& observation,
                         const TimelineView& view, absl::string_view heading,
                         absl::string_view id);

}  // namespace grader

#endif  // GRADER_REPORT_HTML_TIMELINE_H_

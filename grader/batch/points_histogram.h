// A histogram of points as a picture in a page. Pure.
#ifndef GRADER_BATCH_POINTS_HISTOGRAM_H_
#define GRADER_BATCH_POINTS_HISTOGRAM_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/batch/class_statistics.h"

namespace grader {

// A figure of HTML with a bar for each tenth of `max_score`; what the bars show
// is told in words to whoever does not see them. `title` is text.
std::string PointsHistogram(absl::string_view title,
                            const PointsDistribution& distribution,
                            Points max_score);

inline constexpr absl::string_view kHistogramStyle = R"css(
.histograms { display: grid; gap: 0 1.5rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
.histogram { max-width: 30rem; }
)css";

}  // namespace grader

#endif  // GRADER_BATCH_POINTS_HISTOGRAM_H_

#include "grader/batch/points_histogram.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/judge/figures.h"
#include "grader/report/markup.h"

namespace grader {
namespace {

constexpr int kWidth = 360;
constexpr int kHighest = 90;  // of a bar
constexpr int kFoot = 112;    // where bars stand

// "0 to 9 %", "100 %".
std::string ShareInWords(std::size_t bin, std::size_t bins) {
  return bin + 1 == bins ? "all points"
                         : absl::StrCat(bin * 10, " to ", bin * 10 + 9, " %");
}

std::string InWords(const PointsDistribution& distribution) {
  std::vector<std::string> parts;
  const std::vector<std::size_t>& counts = distribution.counts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    parts.push_back(absl::StrCat(ShareInWords(i, counts.size()), ": ",
                                 Counted(counts[i], "learner")));
  }
  return absl::StrJoin(parts, "; ");
}

}  // namespace

std::string PointsHistogram(absl::string_view title,
                            const PointsDistribution& distribution,
                            Points max_score) {
  const std::vector<std::size_t>& counts = distribution.counts;
  const std::size_t most =
      std::max<std::size_t>(1, *std::max_element(counts.begin(), counts.end()));
  const int step = kWidth / static_cast<int>(counts.size());
  std::string figure = absl::StrCat(
      "<figure class=\"histogram\">\n<figcaption><strong>", Markup(title),
      "</strong> ", Counted(distribution.learners, "learner"));
  if (distribution.learners > 0) {
    absl::StrAppend(&figure, ", mean ",
                    ShownPoints(distribution.mean, max_score), ", median ",
                    PointsInWords(distribution.median, max_score));
  }
  absl::StrAppend(&figure, "</figcaption>\n<svg viewBox=\"0 0 ", kWidth,
                  " 132\" role=\"img\" aria-label=\"",
                  MarkupAttribute(absl::StrCat("points for ", title, ": ",
                                               InWords(distribution))),
                  "\">\n<path class=\"track\" d=\"M0 ", kFoot, "H", kWidth,
                  "v1H0z\"/>\n");
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const int x = static_cast<int>(i) * step + 2;
    const int middle = x + (step - 4) / 2;
    if (counts[i] > 0) {
      // At least so high that it is seen.
      const int height =
          std::max(2, static_cast<int>(counts[i] * kHighest / most));
      absl::StrAppend(&figure, "<rect class=\"span\" x=\"", x, "\" y=\"",
                      kFoot - height, "\" width=\"", step - 4, "\" height=\"",
                      height, "\"/>\n<text text-anchor=\"middle\" x=\"", middle,
                      "\" y=\"", kFoot - height - 4, "\">", counts[i],
                      "</text>\n");
    }
    absl::StrAppend(
        &figure, "<text class=\"faint\" text-anchor=\"middle\" x=\"", middle,
        "\" y=\"128\">", i + 1 == counts.size() ? "all" : absl::StrCat(i * 10),
        i == 0 ? " %" : "", "</text>\n");
  }
  return figure + "</svg>\n</figure>\n";
}

}  // namespace grader

#include "grader/report/badge_report.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "grader/problem/points.h"
#include "grader/report/markup.h"
#include "grader/report/unicode.h"
#include "grader/report/words.h"

namespace grader {
namespace {

// Of a letter of 11 pixels; textLength holds every font to that.
constexpr int kPixelsPerColumn = 7;
constexpr int kMargin = 6;
// Longer titles are cut.
constexpr int kTitleColumns = 40;

// Dark enough for white letters (WCAG 2, contrast of 4.5 and more).
const char* ColorOf(const Report& report) {
  switch (report.verdict.word) {
    case VerdictWord::kAccepted:
      return "#196c2e";
    case VerdictWord::kJudgeError:
      return "#57606a";
    default:
      return report.score > Points() ? "#8a4600" : "#a40e26";
  }
}

std::string Half(int left, const std::string& text, int width,
                 const char* color) {
  const int letters = width - 2 * kMargin;
  return absl::StrFormat(
      "<rect x=\"%d\" width=\"%d\" height=\"20\" fill=\"%s\"/>\n"
      "<text x=\"%d\" y=\"14\" textLength=\"%d\" "
      "lengthAdjust=\"spacingAndGlyphs\">%s</text>\n",
      left, width, color, left + kMargin, letters, Markup(text));
}

}  // namespace

std::string BadgeReport(const Report& report) {
  std::string title = report.title;
  if (DisplayWidth(title) > kTitleColumns) {
    title.resize(PrefixThatFits(title, kTitleColumns - 1));
    title += "…";
  }
  const std::string result =
      absl::StrCat(VerdictHead(report.verdict), " ",
                   PointsOutOf(report.score, report.max_score));
  const auto width_of = [](const std::string& text) {
    return std::max(1, DisplayWidth(text)) * kPixelsPerColumn + 2 * kMargin;
  };
  const int left = width_of(title);
  const int right = width_of(result);
  const std::string whole = MarkupAttribute(absl::StrCat(title, ": ", result));
  return absl::StrCat(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", left + right,
      "\" height=\"20\" role=\"img\" aria-label=\"", whole, "\">\n<title>",
      whole, "</title>\n<!-- grader ", Markup(report.grader), " -->\n",
      "<g fill=\"#fff\" font-family=\"Verdana, DejaVu Sans, sans-serif\" "
      "font-size=\"11\">\n",
      Half(0, title, left, "#3d444d"),
      Half(left, result, right, ColorOf(report)), "</g>\n</svg>\n");
}

}  // namespace grader

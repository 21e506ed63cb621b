// The parts of a page on what a comparison found, for whoever has a page of
// their own. Pure.
#ifndef GRADER_SIMILARITY_SIMILARITY_HTML_H_
#define GRADER_SIMILARITY_SIMILARITY_HTML_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/similarity/ranked_pairs.h"
#include "grader/similarity/similarity_report.h"

namespace grader {

inline constexpr std::size_t kMostPairsShown = 50;

// A section with the first pairs, each with a link: `link` and its number from
// 1. Where there are more, `rest` says where those are.
std::string PairsTableHtml(const std::vector<RankedPair>& pairs,
                           absl::string_view link, absl::string_view rest);

// Which overlap is usual.
std::string UsualOverlapHtml(const SimilarityReport& report);

// What is in no comparison, and why; empty for nothing.
std::string NotComparedHtml(const SimilarityReport& report);

// The regions of a pair side by side, and the style of that.
std::string SidesHtml(const RankedPair& one);
extern const absl::string_view kSidesStyle;

}  // namespace grader

#endif  // GRADER_SIMILARITY_SIMILARITY_HTML_H_

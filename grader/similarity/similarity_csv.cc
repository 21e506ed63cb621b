#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/batch/csv.h"
#include "grader/similarity/ranked_pairs.h"
#include "grader/similarity/similarity_report.h"

namespace grader {

std::string SimilarityCsv(const SimilarityReport& report) {
  std::string csv =
      CsvRow({"problem", "language", "learner", "other", "overlap",
              "share_of_learner", "share_of_other", "tokens", "lines"});
  for (const RankedPair& one : RankedPairs(report)) {
    std::vector<std::string> regions;
    for (const Region& region : one.pair->regions) {
      regions.push_back(absl::StrCat(
          InWords(LinesOf(one.a(), region.begin, region.length)), " = ",
          InWords(LinesOf(one.b(), region.other, region.length))));
    }
    csv +=
        CsvRow({one.in->problem, one.in->language, one.a().learner,
                one.b().learner, absl::StrCat(one.overlap()),
                absl::StrCat(one.share_of_a()), absl::StrCat(one.share_of_b()),
                absl::StrCat(one.pair->shared), absl::StrJoin(regions, "; ")});
  }
  return csv;
}

}  // namespace grader

#include "grader/similarity/ranked_pairs.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace grader {

std::vector<RankedPair> RankedPairs(const SimilarityReport& report) {
  std::vector<RankedPair> pairs;
  for (const ComparedPrograms& compared : report.compared) {
    for (const SimilarPair& pair : compared.comparison.pairs) {
      pairs.push_back({&compared, &pair});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const RankedPair& x, const RankedPair& y) {
                     return std::tuple(y.overlap(), y.pair->shared) <
                            std::tuple(x.overlap(), x.pair->shared);
                   });
  return pairs;
}

Lines LinesOf(const Program& program, std::size_t begin, std::size_t length) {
  const SyntaxToken& first = program.tokens[begin];
  return {&program.files[static_cast<std::size_t>(first.file)], first.line,
          program.tokens[begin + length - 1].line};
}

std::string InWords(const Lines& lines) {
  return absl::StrCat(
      lines.file->name, " ", lines.first,
      lines.last == lines.first ? "" : absl::StrCat("–", lines.last));
}

}  // namespace grader

// What a comparison of a class found, for whoever has to look at it: as a table
// and as a page. Pure.
#ifndef GRADER_SIMILARITY_SIMILARITY_REPORT_H_
#define GRADER_SIMILARITY_SIMILARITY_REPORT_H_

#include <string>
#include <vector>

#include "grader/similarity/compare.h"
#include "grader/similarity/program.h"

namespace grader {

// The programs of one problem in one language.
struct ComparedPrograms {
  std::string problem;  // id
  std::string language;
  std::vector<Program> programs;
  ClassComparison comparison;
};

// A hand-in that is in no comparison.
struct NotCompared {
  std::string learner;
  std::string problem;
  std::string why;
};

struct SimilarityReport {
  std::vector<ComparedPrograms> compared;
  std::vector<NotCompared> left_out;
};

// Those whose programs have too little of their own to be compared.
std::vector<NotCompared> TooShort(const ComparedPrograms& compared);

// What a similarity says and what it does not, a few sentences.
extern const char kWhatSimilarityTells[];

// A row for each pair, the most similar first: problem, language, learner,
// other, overlap, share_of_learner, share_of_other (percentages), tokens, and
// the lines of both for each region.
std::string SimilarityCsv(const SimilarityReport& report);

// The same as a page, with the regions of the first pairs side by side.
std::string SimilarityHtml(const SimilarityReport& report);

}  // namespace grader

#endif  // GRADER_SIMILARITY_SIMILARITY_REPORT_H_

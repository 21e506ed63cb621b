// All pairs of a report in one order, and the lines that they share. Pure.
#ifndef GRADER_SIMILARITY_RANKED_PAIRS_H_
#define GRADER_SIMILARITY_RANKED_PAIRS_H_

#include <string>
#include <vector>

#include "grader/similarity/similarity_report.h"

namespace grader {

struct RankedPair {
  const ComparedPrograms* in = nullptr;
  const SimilarPair* pair = nullptr;

  const Program& a() const { return in->programs[pair->a]; }
  const Program& b() const { return in->programs[pair->b]; }
  int overlap() const { return Overlap(in->comparison, *pair); }
  int share_of_a() const { return ShareOf(in->comparison, *pair, pair->a); }
  int share_of_b() const { return ShareOf(in->comparison, *pair, pair->b); }
};

// The greatest overlap first, of equal ones the longest, then as they stand.
std::vector<RankedPair> RankedPairs(const SimilarityReport& report);

// Lines of one file of a program, from 1; both belong to it.
struct Lines {
  const SourceFile* file = nullptr;
  int first = 0;
  int last = 0;
};

// Where `length` tokens from `begin` on stand.
Lines LinesOf(const Program& program, std::size_t begin, std::size_t length);

// "solution.py 3–20".
std::string InWords(const Lines& lines);

}  // namespace grader

#endif  // GRADER_SIMILARITY_RANKED_PAIRS_H_

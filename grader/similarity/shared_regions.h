// The Regions that two programs share. Pure.
#ifndef GRADER_SIMILARITY_SHARED_REGIONS_H_
#define GRADER_SIMILARITY_SHARED_REGIONS_H_

#include <cstddef>
#include <vector>

#include "grader/similarity/winnow.h"
#include "grader/syntax/token.h"

namespace grader {

// The tokens of a program, and which of them are the learner's own.
struct MarkedTokens {
  const std::vector<SyntaxToken>* tokens = nullptr;
  std::vector<bool> own;
  // By hash, then by position; of one hash a few.
  std::vector<Fingerprint> fingerprints;
};

// Tokens of one program that are those of another.
struct Region {
  std::size_t begin = 0;  // the first token
  std::size_t other = 0;  // that of the other program
  std::size_t length = 0;

  bool operator==(const Region&) const = default;
};

// Where own tokens of `a` and `b` are the same, as long as possible, each in
// one file: at least kGram of them, the longest first; no token is in two of
// them. In the order of `a`.
std::vector<Region> SharedRegions(const MarkedTokens& a, const MarkedTokens& b);

}  // namespace grader

#endif  // GRADER_SIMILARITY_SHARED_REGIONS_H_

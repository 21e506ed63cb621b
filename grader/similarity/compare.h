// CompareClass: which programs of a class share what. Pure.
#ifndef GRADER_SIMILARITY_COMPARE_H_
#define GRADER_SIMILARITY_COMPARE_H_

#include <cstddef>
#include <vector>

#include "grader/similarity/program.h"
#include "grader/similarity/shared_regions.h"

namespace grader {

// Whose own tokens are fewer is not compared: short programs are alike.
inline constexpr std::size_t kLeastOwn = 40;
// Of one program so many others are looked at, those that share most of its
// fingerprints: that makes the work grow with the class and not with its
// square.
inline constexpr std::size_t kMostPartners = 10;

struct SimilarPair {
  std::size_t a = 0;  // which of the programs; a < b
  std::size_t b = 0;
  std::vector<Region> regions;  // in the order of `a`
  std::size_t shared = 0;       // tokens in them
};

struct ClassComparison {
  std::vector<SimilarPair> pairs;  // those with the greatest Overlap first
  // For each program, how many of its tokens are its learner's own.
  std::vector<std::size_t> own;
};

// `programs` are all in one language and for one problem. What stands in
// `given` as well, and what most of them share (more than half and more than
// five, or more than 64), is nobody's own, and left out. The same programs give
// the same.
ClassComparison CompareClass(
    const std::vector<Program>& programs,
    const std::vector<std::vector<SyntaxToken>>& given);

// Percentages, rounded: of the own tokens of both, and of those of one.
int Overlap(const ClassComparison& comparison, const SimilarPair& pair);
int ShareOf(const ClassComparison& comparison, const SimilarPair& pair,
            std::size_t program);

}  // namespace grader

#endif  // GRADER_SIMILARITY_COMPARE_H_

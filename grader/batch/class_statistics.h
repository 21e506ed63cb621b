// What a gradebook says of the class as a whole: how the points are
// distributed, and which cases fail how often. Pure.
#ifndef GRADER_BATCH_CLASS_STATISTICS_H_
#define GRADER_BATCH_CLASS_STATISTICS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "grader/batch/gradebook.h"
#include "grader/problem/points.h"

namespace grader {

// How many have which share of the points there are.
struct PointsDistribution {
  // Less than 10 %, less than 20 %, …, less than all, all or more.
  std::vector<std::size_t> counts = std::vector<std::size_t>(11);
  std::size_t learners = 0;
  Points mean;
  Points median;  // between two, the one in the middle of them
};

PointsDistribution DistributionOf(std::vector<Points> scores, Points max_score);

struct CaseFailures {
  std::string problem;
  std::string name;
  std::size_t failed = 0;
  std::size_t run = 0;
  // How it failed ("wrong answer: timing"), the most frequent first.
  std::vector<std::pair<std::string, std::size_t>> ways;
};

// The cases that failed for somebody: the greatest share of those for whom they
// were run first, then as the columns and the cases stand. What the grader
// could not judge is not counted.
std::vector<CaseFailures> FailuresByCase(const Gradebook& book);

}  // namespace grader

#endif  // GRADER_BATCH_CLASS_STATISTICS_H_

// What the cases of a package are worth: its test groups, in either version, as
// the points and groups that problems have.
#ifndef GRADER_PROBLEM_PACKAGE_PACKAGE_SCORES_H_
#define GRADER_PROBLEM_PACKAGE_PACKAGE_SCORES_H_

#include <string>
#include <vector>

#include "grader/problem/package/package_group.h"
#include "grader/problem/problem.h"

namespace grader {

// Points that are given for one case, or for several together.
struct ScoreShare {
  std::string name;
  double points = 0;
  std::vector<std::size_t> cases;  // by their places; not empty
  enum class For { kOne, kAll, kWorst } given_for = For::kOne;
};

// The two below give `cases` what they need to run and how a checker's score is
// taken, and return what there is to get. `data` is the group of all. Adds to
// `errors`, and to those of the groups' files, what is wrong and what points
// and groups cannot say.

// Of version 2025-09.
std::vector<ScoreShare> ReadScores2025(const PackageGroup& data,
                                       std::vector<TestCase>& cases,
                                       std::vector<std::string>& errors);

// Of the legacy versions, as their default grader adds up; with
// `checker_scores`, the output validator gives each case its score.
std::vector<ScoreShare> ReadLegacyScores(const PackageGroup& data,
                                         bool checker_scores,
                                         std::vector<TestCase>& cases,
                                         std::vector<std::string>& errors);

// Gives `cases`, which have none so far, the points in `shares`; the groups are
// those that several have together.
std::vector<CaseGroup> GivePoints(const std::vector<ScoreShare>& shares,
                                  std::vector<TestCase>& cases);

// Lets each of `later` run only if all of `earlier` are accepted.
void AddNeeds(const std::vector<std::size_t>& earlier,
              const std::vector<std::size_t>& later,
              std::vector<TestCase>& cases);

// Says how the score of the checker of each of `some` is taken: out of `most`.
void UseScores(ScoreUse use, double most, const std::vector<std::size_t>& some,
               std::vector<TestCase>& cases);

// All of `shares`, at least one, as one whose worst case counts; none if they
// give different points or one of them adds up several cases.
std::optional<ScoreShare> SmallestOf(const std::vector<ScoreShare>& shares);

// All that there is in `shares`.
double PointsIn(const std::vector<ScoreShare>& shares);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_PACKAGE_SCORES_H_

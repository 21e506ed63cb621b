// Points of a case that is only partly right. Used by RunChecks, which says so,
// and by the report, which counts them.
#ifndef GRADER_JUDGE_POINTS_H_
#define GRADER_JUDGE_POINTS_H_

#include <string>

namespace grader {

// `share` (0 to 1) of `points` (at most a million) as a whole number: rounded
// half up, and all of them only for a share of 1. Of a case worth one point
// any smaller share is therefore none.
int PointsFor(int points, double share);

// "2 of 4 points", "0 of 1 point".
std::string PointsInWords(int points, int max_points);

}  // namespace grader

#endif  // GRADER_JUDGE_POINTS_H_

// What a checker says of the points, in the files that the ICPC problem package
// format has for that.
#ifndef GRADER_EXECUTE_CHECKER_SCORE_H_
#define GRADER_EXECUTE_CHECKER_SCORE_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "grader/problem/expectation.h"

namespace grader {

inline constexpr char kScoreFile[] = "score.txt";
inline constexpr char kMultiplierFile[] = "score_multiplier.txt";

// The share (0 to 1) of the points that `checker` gives, `feedback` being the
// files it wrote, by name. kInternal if it may not say what it says: it is the
// author's fault then. Pure.
absl::StatusOr<double> ShareFrom(
    const Checker& checker, bool accepted,
    const std::map<std::string, std::string>& feedback);

}  // namespace grader

#endif  // GRADER_EXECUTE_CHECKER_SCORE_H_

// The time limit of a package that gives none: it follows from how long the
// package's own submissions take. Everything that grades such a package settles
// it first.
#ifndef GRADER_VERIFY_PACKAGE_LIMIT_H_
#define GRADER_VERIFY_PACKAGE_LIMIT_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/execute/command.h"
#include "grader/execute/workshop.h"
#include "grader/problem/problem.h"

namespace grader {

struct PackageLimit {
  absl::Duration limit;
  std::string reason;  // in words, for the author
};

// Whether `problem` is such a package.
bool WantsTimeLimit(const Problem& problem);

// Gives all cases of `problem`, if it is one, the limit that leaves the margins
// to the slowest of its submissions that must be in time, and returns it; for
// others nothing. The submissions are run once; what followed from them is kept
// in the cache for as long as no file of the package changes.
// kInvalidArgument if there is no such submission.
absl::StatusOr<std::optional<PackageLimit>> SettleTimeLimit(
    Problem& problem, ClockKind clock, const Workshop& workshop);

// Gives all cases of `problem` that limit.
void SetTimeLimit(absl::Duration limit, Problem& problem);

// "the time limit is 1.5 s: …".
std::string InWords(const PackageLimit& limit);

}  // namespace grader

#endif  // GRADER_VERIFY_PACKAGE_LIMIT_H_

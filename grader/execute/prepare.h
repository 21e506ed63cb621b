// Prepare: builds what the submissions of a problem share, once; carries a Plan
// out into the cache.
#ifndef GRADER_EXECUTE_PREPARE_H_
#define GRADER_EXECUTE_PREPARE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/plan.h"
#include "grader/execute/workshop.h"
#include "grader/problem/language.h"
#include "grader/problem/submission.h"

namespace grader {

// The entries of plan.parts, in their order. What the cache lacks is built in
// the sandbox, two parts at a time where the Runner allows it. A Status is the
// author's or the grader's fault: a driver that does not compile, a full disk.
absl::StatusOr<std::vector<CacheEntryPtr>> Prepare(const Plan& plan,
                                                   const Scaffold& scaffold,
                                                   const Language& language,
                                                   const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_EXECUTE_PREPARE_H_

// How the program of a submission is put together. Pure.
#ifndef GRADER_EXECUTE_LINK_H_
#define GRADER_EXECUTE_LINK_H_

#include <string>
#include <vector>

#include "grader/execute/cache.h"
#include "grader/execute/plan.h"
#include "grader/problem/submission.h"

namespace grader {

// What is linked, in this order: `own`, the submission's objects, and the parts
// of `plan`, which are `entries` of the cache.
std::vector<std::string> ObjectsToLink(
    const Plan& plan, const std::vector<CacheEntryPtr>& entries,
    std::vector<std::string> own);

// The command that links `submission`.
CommandTemplate LinkCommand(const Submission& submission, const Plan& plan);

}  // namespace grader

#endif  // GRADER_EXECUTE_LINK_H_

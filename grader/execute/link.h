// How the program of a submission is put together. Pure.
#ifndef GRADER_EXECUTE_LINK_H_
#define GRADER_EXECUTE_LINK_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
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

// The same for one that is not sanitized.
CommandTemplate PlainLink(const Toolchain& toolchain, const Plan& plan);

// What stands for the objects and the program where a command is only shown.
inline constexpr char kObjectsMark[] = "-Wl,{objects}";
inline constexpr char kProgramMark[] = "{program}";

// The command in the last line of `shown` (see Toolchain::show_link), with
// "{objects}" and "{program}" in it. Empty if it is not understood.
CommandTemplate ReadLinker(absl::string_view shown);

}  // namespace grader

#endif  // GRADER_EXECUTE_LINK_H_

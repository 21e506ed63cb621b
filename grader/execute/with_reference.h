// What running a problem's reference tells of the problem, found out once.
#ifndef GRADER_EXECUTE_WITH_REFERENCE_H_
#define GRADER_EXECUTE_WITH_REFERENCE_H_

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/status/statusor.h"
#include "grader/execute/build.h"
#include "grader/execute/workshop.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission.h"

namespace grader {

// A question to the reference of a problem with a suite.
struct ReferenceQuestion {
  // The name of the answer in the cache, by the build of the reference.
  std::function<std::string(const Build& build)> name;
  // Whether a kept answer is one; may throw nlohmann::json::exception.
  std::function<bool(const nlohmann::json& kept)> is_answer;
  // Runs what there is to run, in the session of the build.
  std::function<absl::StatusOr<nlohmann::json>(const Submission& reference,
                                               const Build& build,
                                               const Workshop& workshop)>
      find_out;
};

// The answer that the cache keeps, or one that is found out now and kept there.
// Fails with kInvalidArgument where there is no reference, or it does not
// compile.
absl::StatusOr<nlohmann::json> WithReference(const Problem& problem,
                                             const ReferenceQuestion& question,
                                             const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_EXECUTE_WITH_REFERENCE_H_

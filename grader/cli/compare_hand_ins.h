// Which of several hand-ins are alike, found with the tools of this machine.
#ifndef GRADER_CLI_COMPARE_HAND_INS_H_
#define GRADER_CLI_COMPARE_HAND_INS_H_

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/batch/hand_ins.h"
#include "grader/serve/similarity_search.h"
#include "grader/similarity/similarity_report.h"

namespace grader {

// Reads so many at a time. kCancelled once `stopped`, which may be none, says
// so.
absl::StatusOr<SimilarityReport> CompareHandIns(
    const std::vector<HandIn>& hand_ins, unsigned jobs,
    const std::function<bool()>& stopped = {});

// A CompareFiles.
absl::StatusOr<SimilarityReport> CompareHere(
    const Problem& problem, const std::vector<LearnersFiles>& all,
    const std::function<bool()>& stopped);

}  // namespace grader

#endif  // GRADER_CLI_COMPARE_HAND_INS_H_

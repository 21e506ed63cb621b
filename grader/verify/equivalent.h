// Mutants that do the same as what they were made of, so that no case can tell
// them apart: fixtures/problems/<id>/equivalent.yaml, each with a reason.
#ifndef GRADER_VERIFY_EQUIVALENT_H_
#define GRADER_VERIFY_EQUIVALENT_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/syntax/mutant.h"

namespace grader {

// Names a mutant by its lines, so that it is found wherever they stand.
struct EquivalentMutant {
  std::string was;      // the line that was changed; white space around it
  std::string becomes;  // does not count
  std::string reason;
};

// Reads `folder`/equivalent.yaml; none if there is no such file.
// kInvalidArgument lists all that is wrong with it.
absl::StatusOr<std::vector<EquivalentMutant>> LoadEquivalents(
    const std::filesystem::path& folder);

// The one that `diff` is, or nullptr.
const EquivalentMutant* FindEquivalent(
    const std::vector<EquivalentMutant>& equivalents, const MutantDiff& diff);

}  // namespace grader

#endif  // GRADER_VERIFY_EQUIVALENT_H_

// A problem of the grader's own as an ICPC package of version 2025-09.
#ifndef GRADER_VERIFY_PACKAGE_EXPORT_H_
#define GRADER_VERIFY_PACKAGE_EXPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/problem.h"
#include "grader/verify/problem_draft.h"

namespace grader {

struct ExportedPackage {
  std::vector<DraftFile> files;          // by their paths in the package
  std::vector<std::string> executables;  // by their paths among them
  std::vector<std::string> notes;  // for the author: what a package cannot say
};

// The files of `problem` as a package: its cases, its checker, its references
// and example submissions. What learners see are the samples. kInvalidArgument
// names all that would change a verdict and that a package cannot say: drivers,
// suites, interfaces, expectations of anything but stdout, points.
absl::StatusOr<ExportedPackage> ExportPackage(const Problem& problem);

}  // namespace grader

#endif  // GRADER_VERIFY_PACKAGE_EXPORT_H_

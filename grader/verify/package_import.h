// An ICPC package as a problem of the grader's own.
#ifndef GRADER_VERIFY_PACKAGE_IMPORT_H_
#define GRADER_VERIFY_PACKAGE_IMPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/problem.h"
#include "grader/verify/problem_draft.h"

namespace grader {

struct ImportedProblem {
  std::string id;
  std::vector<DraftFile> files;
  std::vector<std::string> executables;  // by their paths among them
  std::vector<std::string> notes;        // for the author: what is left to do
};

// The files of the package `problem` in the form of a course: its cases with
// their texts in files, its validator, its references and example submissions.
// kInvalidArgument names all that would change a verdict and that a problem
// cannot say: answers that are handed in, scores that a validator gives, files
// that every submission is built with.
absl::StatusOr<ImportedProblem> ImportPackage(const Problem& problem);

}  // namespace grader

#endif  // GRADER_VERIFY_PACKAGE_IMPORT_H_

// A draft: the files of a new problem that already holds, to be changed into
// the one its author wants. Made from grader/verify/templates/new; pure.
#ifndef GRADER_VERIFY_PROBLEM_DRAFT_H_
#define GRADER_VERIFY_PROBLEM_DRAFT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace grader {

struct DraftFile {
  std::string path;  // relative to the folder that it is written to
  std::string content;
};

// The files of the problem `id` but those that are generated of its interface
// (StubFile), of the kind "stdin" (programs that read and
// print) or "functions" (functions that a driver calls), in `languages`; or
// those of a "lesson" or a "quiz".
// kInvalidArgument when the id is not lower-case words and digits joined by
// "-", a kind or a language is not known, or no language is given, or one that
// has no functions to be called: those are in cpp and python.
absl::StatusOr<std::vector<DraftFile>> DraftProblem(
    const std::string& id, const std::string& kind,
    const std::vector<std::string>& languages);

}  // namespace grader

#endif  // GRADER_VERIFY_PROBLEM_DRAFT_H_

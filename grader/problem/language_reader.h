// Reads a language table from YAML: the one that comes with the grader, or a
// course's own.
#ifndef GRADER_PROBLEM_LANGUAGE_READER_H_
#define GRADER_PROBLEM_LANGUAGE_READER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/problem/language.h"

namespace grader {

// languages.yaml, as the build found it.
extern const absl::string_view kBuiltInLanguages;

// The rows of `text`, in the order of the file; no tool is looked up. Fails
// with kInvalidArgument and every error (see AuthorErrors::ToStatus); `file` is
// the path as messages show it.
absl::StatusOr<LanguageTable> ReadLanguages(std::string file, std::string text);

}  // namespace grader

#endif  // GRADER_PROBLEM_LANGUAGE_READER_H_

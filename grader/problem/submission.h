// A Submission: the learner's files for one problem in one language.
#ifndef GRADER_PROBLEM_SUBMISSION_H_
#define GRADER_PROBLEM_SUBMISSION_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/language.h"
#include "grader/problem/problem.h"

namespace grader {

struct SourceFile {
  std::string name;  // relative to the submission
  std::string content;
};

struct Submission {
  Language language;
  std::vector<SourceFile> sources;  // sorted by name
  // The problem's driver and what it and the submission may include; no driver
  // for problems on stdin and stdout.
  std::filesystem::path driver;
  std::vector<std::filesystem::path> include_directories;
};

// Reads the file or folder at `path`, in the language named `language` or, if
// that is empty, in the one its file names tell. Of a folder, only the sources
// and headers that lie directly in it are read, and no dot-files. Fails with
// kNotFound, kPermissionDenied or kInvalidArgument and a message for the
// learner when there is nothing to read, no source among the files, no driver
// for the language, or more than one language to choose from; also for what is
// no source text: links and devices in the folder, binary files, files that
// are all empty, more than 1 MiB, names that a compiler could misread.
absl::StatusOr<Submission> LoadSubmission(const Problem& problem,
                                          const std::filesystem::path& path,
                                          const std::string& language);

}  // namespace grader

#endif  // GRADER_PROBLEM_SUBMISSION_H_

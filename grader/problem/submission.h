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

// What the author wrote for the submission to run with; empty for problems on
// stdin and stdout.
struct Scaffold {
  std::filesystem::path driver;  // source of the trusted program
  Language driver_language;
  std::filesystem::path adapter;  // source, in the submission's language
  std::filesystem::path problem;  // the folder both lie in
  std::filesystem::path support;  // has a folder per language, with libraries

  bool empty() const { return driver.empty(); }
};

struct Submission {
  Language language;
  std::vector<SourceFile> sources;  // sorted by name
  Scaffold scaffold;
};

// The Scaffold of `problem` for submissions in `language`. Fails with
// kInvalidArgument when there is a driver but no adapter for the language.
absl::StatusOr<Scaffold> FindScaffold(const Problem& problem,
                                      const Language& language);

// Reads the file or folder at `path`, in the language named `language` or, if
// that is empty, in the one its file names tell. Of a folder, only the sources
// and headers that lie directly in it are read, and no dot-files. Fails with
// kNotFound, kPermissionDenied or kInvalidArgument and a message for the
// learner when there is nothing to read, no source among the files, no driver
// for the language, none of its tools on this machine, or more than one
// language to choose from; also for what is no source text: links and devices
// in the folder, binary files, files that are all empty, more than 1 MiB, names
// that a compiler could misread.
absl::StatusOr<Submission> LoadSubmission(const Problem& problem,
                                          const std::filesystem::path& path,
                                          const std::string& language);

}  // namespace grader

#endif  // GRADER_PROBLEM_SUBMISSION_H_

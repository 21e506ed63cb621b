// A Submission: the learner's files for one problem in one language.
#ifndef GRADER_PROBLEM_SUBMISSION_H_
#define GRADER_PROBLEM_SUBMISSION_H_

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/language.h"
#include "grader/problem/problem.h"
#include "grader/problem/refusal.h"
#include "grader/problem/scaffold.h"

namespace grader {

struct SourceFile {
  std::string name;  // relative to the submission
  std::string content;
};

struct Submission {
  Language language;
  std::vector<SourceFile> sources;  // sorted by name
  // Of sources whose names end in a way that compilers do not know ("A.CPP"),
  // or that all lie in a folder of the hand-in ("src/A.cpp"): what they are
  // called there, by the name they have here ("A.cpp").
  std::map<std::string, std::string> handed_in_as;
  Scaffold scaffold;
  std::vector<ConstructRule> construct_rules;  // the problem's
  std::vector<Deduction> deductions;           // likewise
  // Built so that it tells wrong uses of memory, where the toolchain can.
  bool sanitized = false;
  // Of sanitizers those that the problem names, if it does: what they find ends
  // a case. "address", "undefined".
  std::vector<std::string> sanitizers;
  // What is started, if its author says so: a file's name, in Java a class.
  std::string entry_point;
  // Why it cannot be graded; all of the rest may be missing then. Whoever
  // builds a Submission looks at it, so that it ends like one that does not
  // compile.
  std::optional<Refusal> refusal;
};

// Adds to a submission in a row of the problem's table what `problem` has for
// it: how it is built, what it runs with, what it is held against. Fails like
// FindScaffold.
absl::Status AddProblem(const Problem& problem, Submission& submission);

// Reads the file or folder at `path`, in the language named `language` or, if
// that is empty, in the one that its file names tell, of those that the problem
// takes. How a name ends is compared without regard to capitals, unless the
// table tells them apart. Of a folder, the sources and headers of that
// language are read that FindSubmissionFiles finds in it, and not the learner's
// unchanged copies of what the problem gives; texts are brought into the form
// that ReadSourceText describes. What is wrong with the hand-in is a Submission
// with a `refusal`: nothing to build in it, no text, links and devices in a
// folder, more files or bytes than submission_files.h allows, names that a
// compiler could misread, a language that the problem does not take. A Status
// is not the learner's: kNotFound when there is nothing at `path`,
// kInvalidArgument when no language is called `language`, kUnavailable when the
// language has none of its tools on this machine or the machine cannot read.
absl::StatusOr<Submission> LoadSubmission(const Problem& problem,
                                          const std::filesystem::path& path,
                                          const std::string& language);

// The author's own solution of `problem`, in solutions/ID beside the folder of
// problems, in `language` or, if that is empty, in whatever it is written in,
// though learners may not use that. A refusal, too, is a Status here:
// kInvalidArgument.
absl::StatusOr<Submission> LoadReference(const Problem& problem,
                                         const std::string& language);

}  // namespace grader

#endif  // GRADER_PROBLEM_SUBMISSION_H_

// Stack traces as runtimes print them, without what is not the learner's:
// frames of the language's own library, and of what starts and drives a
// submission.
#ifndef GRADER_JUDGE_STACK_FRAMES_H_
#define GRADER_JUDGE_STACK_FRAMES_H_

#include <set>
#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// Whether `file` of a stack trace belongs to a language's own library, or to
// the grader.
bool IsForeignFile(absl::string_view file);

// The folders that hold the grader's own modules in the Python tracebacks of
// `text`: what a problem gives a learner to import lies there, too.
std::set<std::string> FoldersOfTheGrader(absl::string_view text);

// Whether `file` lies directly in one of `folders`.
bool IsInFolder(absl::string_view file, const std::set<std::string>& folders);

// `text` without the folders that the grader itself put the learner's files
// into, so that a file has the name that its author gave it.
std::string WithoutOwnFolders(absl::string_view text);

// `text` without those folders, and without the foreign frames of the stack
// traces in it (Python, Java, Node.js, Go), each with the lines that belong to
// it. All else stays as it is.
std::string WithOwnFrames(absl::string_view text);

}  // namespace grader

#endif  // GRADER_JUDGE_STACK_FRAMES_H_

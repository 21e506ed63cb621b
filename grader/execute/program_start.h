// Which files of a submission are compiled, and what of it is started. Pure.
#ifndef GRADER_EXECUTE_PROGRAM_START_H_
#define GRADER_EXECUTE_PROGRAM_START_H_

#include <set>
#include <string>
#include <vector>

#include "grader/problem/submission.h"

namespace grader {

// The file an interpreter starts with: what is named as the entry point, the
// only one, else main, __main__ or solution, in this order. Empty if that does
// not decide, which makes the build fail where a command needs {main}.
std::string MainFile(const Submission& submission);

// Its name without what stands behind the dot, or that of the first file.
std::string StemOfMain(const Submission& submission);

// The files to compile, and not those that they include.
std::vector<std::string> SourceNames(const Submission& submission);

// Those of them that lie in the fewest folders.
std::vector<std::string> OutermostSources(const Submission& submission);

// Where the headers of a submission in folders lie: "" is its own folder.
std::set<std::string> FoldersToInclude(const Submission& submission);

// The class that a Java program starts with: what is named as the entry point,
// else the one that JavaMainClass finds.
std::string StartClass(const Submission& submission);

}  // namespace grader

#endif  // GRADER_EXECUTE_PROGRAM_START_H_

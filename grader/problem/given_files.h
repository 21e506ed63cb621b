// What a learner's code includes or imports of a problem, for whoever shows it
// or puts it where an editor sees it.
#ifndef GRADER_PROBLEM_GIVEN_FILES_H_
#define GRADER_PROBLEM_GIVEN_FILES_H_

#include <vector>

#include "grader/problem/generated_files.h"
#include "grader/problem/language.h"
#include "grader/problem/problem.h"

namespace grader {

// The headers or modules that `problem` gives to submissions in `language`, by
// name: those that lie in its folder, and the one that is generated from its
// interface if that is not among them. None for a problem on stdin and stdout.
std::vector<GeneratedFile> GivenFiles(const Problem& problem,
                                      const Language& language);

}  // namespace grader

#endif  // GRADER_PROBLEM_GIVEN_FILES_H_

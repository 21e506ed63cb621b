// The submissions that come with a problem, each with what must become of it.
#ifndef GRADER_VERIFY_EXAMPLES_H_
#define GRADER_VERIFY_EXAMPLES_H_

#include <string>
#include <vector>

#include "grader/problem/author_files.h"

namespace grader {

// The examples of `files`: those that it names, else every file below its
// folder of examples (fixtures/problems/ID), and every folder there that a rule
// names with a slash at its end, with the first rule of its
// submissions.yaml that is about it, sorted by path; none if there is no such
// folder. Adds to `complaints` the files and rules that are about nothing, and
// all that is wrong with submissions.yaml, whose rules name `cases`; any, if
// there are none.
std::vector<Example> FindExamples(const AuthorFiles& files,
                                  std::vector<std::string>& complaints,
                                  const std::vector<std::string>& cases = {});

}  // namespace grader

#endif  // GRADER_VERIFY_EXAMPLES_H_

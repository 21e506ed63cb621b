// What stands below `tests:` in problem.yaml: a Suite that is handed in, and a
// case for each implementation that it is run with.
#ifndef GRADER_PROBLEM_TESTS_READER_H_
#define GRADER_PROBLEM_TESTS_READER_H_

#include "grader/problem/problem.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// What the names of mutants begin with, and no other implementation's.
inline constexpr char kMutantName[] = "mutant ";

// Makes suite, languages and cases of `problem` of `node`, a tree that
// CheckRecord has left; the limits are there. Right implementations come first,
// each twice, and the wrong ones need all of them.
void ReadHandedInTests(const YamlNode& node, Problem& problem,
                       ProblemSource& source);

}  // namespace grader

#endif  // GRADER_PROBLEM_TESTS_READER_H_

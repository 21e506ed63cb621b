// Makes TestCases of the `cases` list of problem.yaml: the part of LoadProblem
// that repeats cases and connects those that build on each other.
#ifndef GRADER_PROBLEM_CASE_READER_H_
#define GRADER_PROBLEM_CASE_READER_H_

#include <vector>

#include "grader/problem/problem.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// Reads what CheckRecord left of `cases`; each case starts from `limits`. A
// case with `repeat` becomes several. Adds what is still wrong (names that are
// there twice, cases that cannot be reached) to source.errors.
std::vector<TestCase> ReadCases(const YamlNode& cases, const Limits& limits,
                                ProblemSource& source);

}  // namespace grader

#endif  // GRADER_PROBLEM_CASE_READER_H_

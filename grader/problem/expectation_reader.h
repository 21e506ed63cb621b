// Makes an Expectation of the `expect` map of a case: the part of LoadProblem
// that reads what must come out.
#ifndef GRADER_PROBLEM_EXPECTATION_READER_H_
#define GRADER_PROBLEM_EXPECTATION_READER_H_

#include "grader/problem/problem.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// Reads what CheckRecord left of `expect`; adds what is still wrong (bounds
// that exclude everything, patterns that do not compile, files that cannot be
// read) to source.errors.
Expectation ReadExpectation(const YamlNode& expect, ProblemSource& source);

}  // namespace grader

#endif  // GRADER_PROBLEM_EXPECTATION_READER_H_

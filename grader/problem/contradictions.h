// Bounds that are fine each, but that nothing can meet together: the last thing
// LoadProblem looks at in a case's expectations.
#ifndef GRADER_PROBLEM_CONTRADICTIONS_H_
#define GRADER_PROBLEM_CONTRADICTIONS_H_

#include "grader/problem/problem.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// Adds an error for each pair of bounds in `expectation`, read from `expect`,
// that exclude each other.
void FindContradictions(const YamlNode& expect, const Expectation& expectation,
                        ProblemSource& source);

// Adds what no run could reach, or could be had with: limits beyond a day,
// hardly any memory or stack, more processor time or stack than there is.
// `limits` are those that hold where `node`, which may be nullptr, stands.
void CheckLimits(const YamlNode* node, const Limits& limits,
                 ProblemSource& source);

}  // namespace grader

#endif  // GRADER_PROBLEM_CONTRADICTIONS_H_

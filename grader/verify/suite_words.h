// What there is to say to an author about the tests of a suite.
#ifndef GRADER_VERIFY_SUITE_WORDS_H_
#define GRADER_VERIFY_SUITE_WORDS_H_

#include <string>
#include <vector>

#include "grader/execute/mutant_cases.h"
#include "grader/problem/problem.h"
#include "grader/verify/equivalent.h"

namespace grader {

// "9 tests run apart from the submission, 1 in its process: NAME": whose word
// it is that each test of the listed suite passed.
std::string ProcessesInWords(const Problem& problem);

// An error, with its place in problem.yaml, for each pattern of `hidden` and
// `points` that none of the listed suite's tests matches: what was to be hidden
// would be visible.
std::vector<std::string> UnusedPatterns(const Problem& problem);

// Says of each mutant that is no case, since the reference passes with it, what
// it is, unless it is known to be equivalent; and whether there are fewer than
// `tests:` says.
void AddMutantWarnings(const Problem& problem, const MutantCases& mutants,
                       const std::vector<EquivalentMutant>& equivalents,
                       std::vector<std::string>& warnings);

}  // namespace grader

#endif  // GRADER_VERIFY_SUITE_WORDS_H_

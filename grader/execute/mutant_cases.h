// Mutants of a right implementation as cases: wrong ones that handed-in tests
// are run with, made by the grader.
#ifndef GRADER_EXECUTE_MUTANT_CASES_H_
#define GRADER_EXECUTE_MUTANT_CASES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "grader/execute/workshop.h"
#include "grader/problem/problem.h"
#include "grader/syntax/mutant.h"

namespace grader {

struct MutantCases {
  std::vector<TestCase> cases;
  // Those that the reference passes with: they do what they were made of, or
  // the reference lacks a test.
  std::vector<MutantDiff> left_out;
};

// The mutants of problem.suite, none if it has none: as many as it says of
// those with which the reference, which is tests, does not pass. They are the
// same on every machine: one that is stopped for the time that it takes is left
// out. Which they are is kept in the cache. Fails where the language has no
// grammar, and where there is no reference.
absl::StatusOr<MutantCases> MakeMutantCases(const Problem& problem,
                                            const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_EXECUTE_MUTANT_CASES_H_

// The tests of a suite as the cases of its problem: listed by the suite itself,
// in the sandbox, with the reference as the submission.
#ifndef GRADER_EXECUTE_LIST_TESTS_H_
#define GRADER_EXECUTE_LIST_TESTS_H_

#include "absl/status/status.h"
#include "grader/execute/workshop.h"
#include "grader/problem/problem.h"

namespace grader {

// Makes each test of problem.suite a case, unless that is done or there is no
// suite; of one that is handed in, each of its mutants. All of them are run
// once with the reference: what it passes when the suite runs apart from it is
// SuiteTest::kApart. The list is kept in the cache. Fails with kInvalidArgument
// where the suite cannot be loaded, has no tests, or has two of one name, and
// where there is no reference.
absl::Status ListTests(Problem& problem, const Workshop& workshop);

}  // namespace grader

#endif  // GRADER_EXECUTE_LIST_TESTS_H_

// A submission that is tests, as it is built to be run with one of the author's
// implementations.
#ifndef GRADER_EXECUTE_BUILT_WITH_H_
#define GRADER_EXECUTE_BUILT_WITH_H_

#include "grader/problem/problem.h"
#include "grader/problem/submission.h"

namespace grader {

// Whether `test_case` is an implementation that handed-in tests are run with.
bool IsImplementation(const TestCase& test_case);

// `submission` as it is built for the case: with the implementation, if it is
// one.
Submission BuiltWith(const TestCase& test_case, Submission submission);

}  // namespace grader

#endif  // GRADER_EXECUTE_BUILT_WITH_H_

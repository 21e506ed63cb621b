// What a learner is told whose tests do not compile with an implementation of
// the author's.
#ifndef GRADER_JUDGE_TESTS_NOT_BUILT_H_
#define GRADER_JUDGE_TESTS_NOT_BUILT_H_

#include <string>

#include "grader/execute/build.h"
#include "grader/judge/verdict.h"
#include "grader/problem/problem.h"
#include "grader/problem/submission.h"

namespace grader {

// What becomes of `tests`, of which `build` with the implementation `test_case`
// has failed: they have caught nothing. The message ends in the first error. Of
// a hidden implementation it holds no word: there remains of an error in the
// learner's own files, and of what compilers quote and count, what stands in
// those files, too. So every learner may be shown it. Pure.
Verdict NotBuiltWith(const TestCase& test_case, const Submission& tests,
                     const Build& build);

}  // namespace grader

#endif  // GRADER_JUDGE_TESTS_NOT_BUILT_H_

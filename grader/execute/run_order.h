// In which order tests that are handed in meet the implementations.
#ifndef GRADER_EXECUTE_RUN_ORDER_H_
#define GRADER_EXECUTE_RUN_ORDER_H_

#include <cstddef>
#include <vector>

#include "grader/problem/problem.h"
#include "grader/problem/submission.h"

namespace grader {

// 0, …, cases.size() - 1, shuffled. The order is the same whenever the
// submission and the implementations that `cases` are all are the same, and is
// not known to whoever does not know all of their texts: so the turn that an
// implementation has tells the tests nothing of it.
std::vector<std::size_t> RunOrder(const std::vector<const TestCase*>& cases,
                                  const Submission& submission);

}  // namespace grader

#endif  // GRADER_EXECUTE_RUN_ORDER_H_

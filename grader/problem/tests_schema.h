// The keys below `tests:` in problem.yaml: a part of the table of
// problem_schema.h.
#ifndef GRADER_PROBLEM_TESTS_SCHEMA_H_
#define GRADER_PROBLEM_TESTS_SCHEMA_H_

#include "grader/problem/schema.h"

namespace grader {

extern const Value kHandedInTestsValue;

}  // namespace grader

#endif  // GRADER_PROBLEM_TESTS_SCHEMA_H_

// The keys below `suite:` in problem.yaml: a part of the table of
// problem_schema.h.
#ifndef GRADER_PROBLEM_SUITE_SCHEMA_H_
#define GRADER_PROBLEM_SUITE_SCHEMA_H_

#include "grader/problem/schema.h"

namespace grader {

extern const Value kSuiteValue;

}  // namespace grader

#endif  // GRADER_PROBLEM_SUITE_SCHEMA_H_

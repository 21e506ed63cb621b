// The keys below `interface:` in problem.yaml: a part of the table of
// problem_schema.h.
#ifndef GRADER_PROBLEM_INTERFACE_SCHEMA_H_
#define GRADER_PROBLEM_INTERFACE_SCHEMA_H_

#include "grader/problem/schema.h"

namespace grader {

extern const Value kInterfaceValue;

}  // namespace grader

#endif  // GRADER_PROBLEM_INTERFACE_SCHEMA_H_

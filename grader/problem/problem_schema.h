// The keys of problem.yaml: one table, from which files are checked and
// documentation can be made.
#ifndef GRADER_PROBLEM_PROBLEM_SCHEMA_H_
#define GRADER_PROBLEM_PROBLEM_SCHEMA_H_

#include "grader/problem/schema.h"

namespace grader {

// The outermost map of problem.yaml; all else hangs below it.
extern const Record kProblemRecord;

// A map of limits, as ReadLimits takes it.
extern const Value kLimitsValue;

// Bounds of a time: `min`, `max` or both.
extern const Value kTimeBoundValue;

}  // namespace grader

#endif  // GRADER_PROBLEM_PROBLEM_SCHEMA_H_

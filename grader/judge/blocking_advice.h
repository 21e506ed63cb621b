// What a submission that sleeps in its thread is told beside a missed bound.
#ifndef GRADER_JUDGE_BLOCKING_ADVICE_H_
#define GRADER_JUDGE_BLOCKING_ADVICE_H_

#include <string>

#include "grader/execute/observation.h"

namespace grader {

// What to add to the message of a failed timing or concurrency check when the
// submission slept in its thread; empty if it did not.
std::string BlockingAdvice(const Observation& observation);

}  // namespace grader

#endif  // GRADER_JUDGE_BLOCKING_ADVICE_H_

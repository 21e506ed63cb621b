// The checks of the spans of one name: how many, how long, how many at once,
// in which order.
#ifndef GRADER_JUDGE_SPAN_CHECKS_H_
#define GRADER_JUDGE_SPAN_CHECKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "grader/execute/observation.h"
#include "grader/judge/check.h"
#include "grader/problem/problem.h"

namespace grader {

// One check for each thing that `expectation` says, in the order of its
// members. Bounds are exact, without a tolerance. A span that never ended is
// not done: it does not count towards the least number of spans, only against
// the greatest, and its duration is nothing's to accept.
std::vector<CheckResult> CheckSpans(const SpanExpectation& expectation,
                                    const Observation& observation);

// The greatest number of `spans` that were open at one time. A span that ends
// at the moment another begins does not overlap with it.
std::int64_t MaxInFlight(const std::vector<Span>& spans);

// What to add to the message of a failed timing or concurrency check when the
// submission slept in its thread; empty if it did not.
std::string BlockingAdvice(const Observation& observation);

}  // namespace grader

#endif  // GRADER_JUDGE_SPAN_CHECKS_H_

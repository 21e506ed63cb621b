// The checks of the spans of one name, a function for each row SPAN_EXPECTATION
// of problem/expectations.def: how many, how long, how many at once, in which
// order.
#ifndef GRADER_JUDGE_SPAN_CHECKS_H_
#define GRADER_JUDGE_SPAN_CHECKS_H_

#include <vector>

#include "grader/execute/observation.h"
#include "grader/judge/check.h"
#include "grader/judge/named_spans.h"
#include "grader/problem/problem.h"

namespace grader {

// Each is called when `expectation` says something of its member. Bounds are
// exact, without a tolerance. A span that never ended is not done: it does not
// count towards the least number of spans, only against the greatest, and its
// duration is nothing's to accept.
#define SPAN_EXPECTATION(type, member, check, value, description, example) \
  CheckResult check(const SpanExpectation& expectation,                    \
                    const NamedSpans& named, const Observation& observation);
#include "grader/problem/expectations.def"

// One check for each thing that `expectation` says, in the order of the table.
std::vector<CheckResult> CheckSpans(const SpanExpectation& expectation,
                                    const Observation& observation);

}  // namespace grader

#endif  // GRADER_JUDGE_SPAN_CHECKS_H_

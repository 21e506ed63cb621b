// What it means for a submission that it reached a limit.
#ifndef GRADER_JUDGE_LIMIT_VERDICT_H_
#define GRADER_JUDGE_LIMIT_VERDICT_H_

#include <string>

#include "grader/execute/observation.h"
#include "grader/judge/verdict.h"
#include "grader/problem/limits.h"

namespace grader {

// "5 s on the grader's clock", "256 MiB of memory", …
std::string FormatLimit(Limit limit, const Limits& limits, ClockKind clock);

// The verdict for a run that `limit` ended, or whose end it explains. Names the
// spans that were open when the limit is one of time.
Verdict LimitVerdict(Limit limit, const Observation& observation,
                     const Limits& limits);

// "acquire 4, acquire 5 (+3 more)": the spans without an end, in order of
// begin; empty if there are none.
std::string OpenSpans(const Trace& trace);

}  // namespace grader

#endif  // GRADER_JUDGE_LIMIT_VERDICT_H_

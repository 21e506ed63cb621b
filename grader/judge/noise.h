// Was it the machine? A program that is ready to run and has no core uses up
// its real time, which under the real clock is also how long it takes. Under
// the virtual clock only what it computes depends on the machine: a virtual
// machine whose host is busy computes as if it had a slow processor.
#ifndef GRADER_JUDGE_NOISE_H_
#define GRADER_JUDGE_NOISE_H_

#include <vector>

#include "grader/execute/observation.h"
#include "grader/judge/check.h"

namespace grader {

// The limit of real time was reached, and most of that time the run waited for
// a core. Or only upper bounds on time were missed, none by more than it waited
// for a core (real clock) or computed (virtual clock). Or, under the virtual
// clock, it computed for so long that its events may have come in another
// order. Pure.
bool NoiseExplains(const Observation& observation,
                   const std::vector<CheckResult>& checks);

}  // namespace grader

#endif  // GRADER_JUDGE_NOISE_H_

// Was it the machine? A program that is ready to run and has no core uses up
// its real time, which under the real clock is also how long it takes.
#ifndef GRADER_JUDGE_NOISE_H_
#define GRADER_JUDGE_NOISE_H_

#include <vector>

#include "grader/execute/observation.h"
#include "grader/judge/check.h"

namespace grader {

// The limit of real time was reached, and most of that time the run waited for
// a core. Or only upper bounds on time were missed, none by more than it
// waited; never so under the virtual clock, on which such waiting does not
// count. Pure.
bool NoiseExplains(const Observation& observation,
                   const std::vector<CheckResult>& checks);

}  // namespace grader

#endif  // GRADER_JUDGE_NOISE_H_

// Was it the machine? Under the real clock a timing bound can be missed because
// the program was ready to run and had no core.
#ifndef GRADER_JUDGE_NOISE_H_
#define GRADER_JUDGE_NOISE_H_

#include <vector>

#include "grader/execute/observation.h"
#include "grader/judge/check.h"

namespace grader {

// Only upper bounds on time were missed, none by more than the run waited for a
// core. Never so under the virtual clock, on which such waiting does not count.
// Pure.
bool NoiseExplains(const Observation& observation,
                   const std::vector<CheckResult>& checks);

}  // namespace grader

#endif  // GRADER_JUDGE_NOISE_H_

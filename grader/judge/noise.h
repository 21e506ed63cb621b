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
// a core. Or all that was missed are upper bounds on time, none by more than
// the run waited for a core (real clock) or computed (virtual clock); on the
// virtual clock also a least number in flight, if the last of them came late by
// no more than that. Never what the submission answered (its output, its files,
// its exit code, what it called and in which order): whoever got another try
// for a wrong answer could guess. Pure.
bool NoiseExplains(const Observation& observation,
                   const std::vector<CheckResult>& checks);

}  // namespace grader

#endif  // GRADER_JUDGE_NOISE_H_

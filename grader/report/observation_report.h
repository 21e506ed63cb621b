// Writes one Observation by itself, for `grader run`.
#ifndef GRADER_REPORT_OBSERVATION_REPORT_H_
#define GRADER_REPORT_OBSERVATION_REPORT_H_

#include <string>

#include "grader/execute/observation.h"
#include "grader/problem/limits.h"

namespace grader {

// "exited with 0", "killed by SIGSEGV", "stopped at elapsed_limit", "deadlock".
std::string TerminationInWords(const Observation& observation,
                               const Limits& limits);

// A line per fact, then the output; control characters made visible.
std::string TextObservation(const Observation& observation,
                            const Limits& limits);

// One object, "schema": "grader.observation/1".
std::string JsonObservation(const Observation& observation,
                            const Limits& limits);

}  // namespace grader

#endif  // GRADER_REPORT_OBSERVATION_REPORT_H_

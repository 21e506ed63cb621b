// What supervision hands back of a run.
#ifndef GRADER_SANDBOX_SUPERVISION_OUTCOME_H_
#define GRADER_SANDBOX_SUPERVISION_OUTCOME_H_

#include <vector>

#include "grader/execute/observation.h"
#include "grader/execute/trace.h"

namespace grader::sandbox {

// The facts of a run as the supervisor has them: an Observation whose trace is
// still in packets.
struct Outcome {
  Observation observation;           // `trace`, `files`, `isolation` not set
  std::vector<TracePacket> packets;  // in order
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISION_OUTCOME_H_

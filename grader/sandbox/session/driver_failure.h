// How a driver failed, by what wait(2) tells of its end.
#ifndef GRADER_SANDBOX_SESSION_DRIVER_FAILURE_H_
#define GRADER_SANDBOX_SESSION_DRIVER_FAILURE_H_

#include <optional>

#include "grader/execute/observation.h"

namespace grader::sandbox {

// Nothing if the end is that of a driver that did its work. `within_reach`: the
// submission could have sent it a signal.
std::optional<DriverFailure> DriverFailureOf(int wait_status,
                                             bool within_reach);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_DRIVER_FAILURE_H_

// What process 1 is told of a run.
#ifndef GRADER_SANDBOX_SESSION_LAUNCH_ORDER_H_
#define GRADER_SANDBOX_SESSION_LAUNCH_ORDER_H_

#include "grader/execute/command.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/isolation/zygote_order.h"
#include "grader/sandbox/session/run_box.h"

namespace grader::sandbox {

// The order to run `command` in `box` under `limits`, which have room for its
// driver or interactor already. Pure.
RunOrder LaunchOrder(const Command& command, const Limits& limits,
                     const RunBox& box);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_LAUNCH_ORDER_H_

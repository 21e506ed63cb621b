// What a process does between its clone and its exec: it takes its
// descriptors, limits, uid and filters, reports that it is ready, waits to be
// let go, starts the driver if the run has one, and becomes the submission. It
// shares the memory of process 1 until then, so everything it needs is prepared
// beforehand.
#ifndef GRADER_SANDBOX_ISOLATION_ISOLATE_H_
#define GRADER_SANDBOX_ISOLATION_ISOLATE_H_

#include <sys/resource.h>

#include <utility>
#include <vector>

#include "grader/problem/limits.h"

namespace grader::sandbox {

// The limits of setrlimit(2) for a run. `others`: processes of the same uid
// that are not part of it; `cgroup`: processes are counted by a cgroup.
std::vector<std::pair<int, rlimit>> ResourceLimits(const Limits& limits,
                                                   int others, bool cgroup);

// The body of the new process; `launch` is a Launch (launch.h). For clone(2).
int RunLaunch(void* launch);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_ISOLATE_H_

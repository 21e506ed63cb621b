// How many files this program may have open. The sandbox keeps several open for
// each task of a run, to watch it, and one for whatever a task waits for.
#ifndef GRADER_EXECUTE_DESCRIPTORS_H_
#define GRADER_EXECUTE_DESCRIPTORS_H_

#include "absl/status/status.h"

namespace grader {

// Raises the soft limit to the hard one (getrlimit(2), RLIMIT_NOFILE).
// FailedPrecondition, with the cure, if that is too low to run anything.
absl::Status AllowManyDescriptors();

}  // namespace grader

#endif  // GRADER_EXECUTE_DESCRIPTORS_H_

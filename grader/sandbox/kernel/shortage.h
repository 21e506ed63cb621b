// Whether this program ran out of descriptors while it watched a run. A task
// that cannot be watched would compute outside the clock, so the run is over
// then.
#ifndef GRADER_SANDBOX_KERNEL_SHORTAGE_H_
#define GRADER_SANDBOX_KERNEL_SHORTAGE_H_

#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// The result of a call that makes a descriptor, or -1 and errno; notes if there
// was none left.
UniqueFd NewDescriptor(int fd);

// Whether that was so since the last call of this.
bool TookShortage();

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_SHORTAGE_H_

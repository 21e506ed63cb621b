// Tells a compiler that the machine did not let work from one that found an
// error: the first is no fault of the submission's.
#ifndef GRADER_EXECUTE_MACHINE_SHORTAGE_H_
#define GRADER_EXECUTE_MACHINE_SHORTAGE_H_

#include "absl/strings/string_view.h"

namespace grader {

// Whether GCC, Clang or a linker that they started says in `output` that it was
// refused a process or a thread (EAGAIN of clone(2)).
bool LacksProcesses(absl::string_view output);

}  // namespace grader

#endif  // GRADER_EXECUTE_MACHINE_SHORTAGE_H_

// What the tracer does to the registers and the first stack of a stopped task.
// What is particular to one processor is in task_registers.h and vdso_code.h.
#ifndef GRADER_SANDBOX_CLOCK_REGISTERS_H_
#define GRADER_SANDBOX_CLOCK_REGISTERS_H_

#include <sys/types.h>

#include <optional>

#include "grader/sandbox/clock/task.h"
#include "grader/sandbox/clock/task_registers.h"

namespace grader::sandbox {

// Of a task in a ptrace stop; nullopt if it was not in a system call.
std::optional<InterruptedCall> ReadInterruptedCall(const Task& task);
// Lets the interrupted call return `result` in any case.
void SetResult(const Task& task, long result);
// Lets the interrupted call be made again.
void MakeAgain(const Task& task);

// Takes the vDSO out of what the new program at its exec stop is told
// (getauxval(3), AT_SYSINFO_EHDR), so that it asks the kernel for the time.
void HideVdso(pid_t tid);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_REGISTERS_H_

// What the tracer does to the registers and the first stack of a stopped task.
// With vdso_clock.h this is all that is particular to one processor: they are
// written for x86-64. Elsewhere they compile and do nothing, and clock_probe.h
// says that the virtual clock cannot be had.
#ifndef GRADER_SANDBOX_CLOCK_REGISTERS_H_
#define GRADER_SANDBOX_CLOCK_REGISTERS_H_

#include <sys/types.h>

#include <optional>

namespace grader::sandbox {

// The system call that a stop interrupted.
struct InterruptedCall {
  int call = -1;    // SYS_…
  long result = 0;  // -errno, or one of the kernel's own restart codes
};

// The kernel's restart codes, which no program sees: the call is made again
// unless a handler runs (errno.h of the kernel).
inline constexpr long kRestartUnlessHandled = -512;  // ERESTARTSYS
inline constexpr long kRestartCodesEnd = -516;       // ERESTART_RESTARTBLOCK

// Of a task in a ptrace stop; nullopt if it was not in a system call.
std::optional<InterruptedCall> ReadInterruptedCall(pid_t tid);
// Lets the interrupted call return `result` in any case.
void SetResult(pid_t tid, long result);
// Lets the interrupted call be made again.
void MakeAgain(pid_t tid);

// Takes the vDSO out of what the new program at its exec stop is told
// (getauxval(3), AT_SYSINFO_EHDR), so that it asks the kernel for the time.
void HideVdso(pid_t tid);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_REGISTERS_H_

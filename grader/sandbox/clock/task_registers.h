// The registers of a stopped task as ptrace(2) hands them out (NT_PRSTATUS),
// and what is in them of the system call that the stop interrupted: a struct
// for each processor, pure, so that each is tested on all.
#ifndef GRADER_SANDBOX_CLOCK_TASK_REGISTERS_H_
#define GRADER_SANDBOX_CLOCK_TASK_REGISTERS_H_

#include <array>
#include <cstdint>
#include <optional>

#include "grader/sandbox/clock/listener.h"

namespace grader::sandbox {

// The system call that a stop interrupted.
struct InterruptedCall {
  int call = -1;    // SYS_…
  long result = 0;  // -errno, or one of the kernel's own restart codes

  bool operator==(const InterruptedCall&) const = default;
};

// The kernel's restart codes, which no program sees: the call is made again
// unless a handler runs (errno.h of the kernel).
inline constexpr long kRestartUnlessHandled = -512;  // ERESTARTSYS
inline constexpr long kRestartCodesEnd = -516;       // ERESTART_RESTARTBLOCK

// In each of these: `asked` is the last call of the task that the supervisor
// was told of; null if there was none.
//  Interrupted  the call that the task is in; nullopt: in none
//  SetResult    lets it return `result` in any case
//  MakeAgain    lets it be made again
//  stack        where the stack ends, at its lowest address

// The kernel leaves all that is needed in the registers, and does what a
// restart code says when the task goes on.
struct X86Registers {
  std::uint64_t r15, r14, r13, r12, rbp, rbx, r11, r10, r9, r8, rax, rcx, rdx,
      rsi, rdi, orig_rax, rip, cs, eflags, rsp, ss, fs_base, gs_base, ds, es,
      fs, gs;

  std::uint64_t stack() const { return rsp; }
  std::optional<InterruptedCall> Interrupted(const Notification* asked) const;
  void SetResult(const Notification* asked, long result);
  void MakeAgain(const Notification* asked);
};

// The kernel does what a restart code says before it shows the registers (its
// arch/arm64/kernel/signal.c, do_signal): they are those before the call, and
// nothing tells them from a task that comes to make it. And what a call
// returned has taken the place of its first argument. So a call is known only
// by `asked`, which has the arguments and the place.
struct Aarch64Registers {
  std::array<std::uint64_t, 31> x;
  std::uint64_t sp, pc, pstate;

  std::uint64_t stack() const { return sp; }
  std::optional<InterruptedCall> Interrupted(const Notification* asked) const;
  void SetResult(const Notification* asked, long result);
  void MakeAgain(const Notification* asked);
};

// Of a processor that the clock is not written for.
struct UnknownRegisters {
  std::uint64_t stack() const { return 0; }
  std::optional<InterruptedCall> Interrupted(const Notification*) const {
    return std::nullopt;
  }
  void SetResult(const Notification*, long) {}
  void MakeAgain(const Notification*) {}
};

#if defined(__x86_64__)
using TaskRegisters = X86Registers;
#elif defined(__aarch64__)
using TaskRegisters = Aarch64Registers;
#else
using TaskRegisters = UnknownRegisters;
#endif

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_TASK_REGISTERS_H_

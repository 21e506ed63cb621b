#include "grader/sandbox/clock/registers.h"

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/user.h>

#include <array>
#include <cstdint>

#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {

#ifdef __x86_64__

namespace {

constexpr unsigned long long kSyscallInstructionSize = 2;

std::optional<user_regs_struct> ReadRegisters(pid_t tid) {
  user_regs_struct registers;
  if (ptrace(PTRACE_GETREGS, tid, nullptr, &registers) != 0) {
    return std::nullopt;
  }
  return registers;
}

// The address of the pointer after the one that is null, from `address` on.
std::optional<std::uint64_t> SkipPointers(pid_t tid, std::uint64_t address) {
  for (;;) {
    const auto pointer = ReadValue<std::uint64_t>(tid, address);
    if (!pointer.has_value()) return std::nullopt;
    address += sizeof(std::uint64_t);
    if (*pointer == 0) return address;
  }
}

}  // namespace

std::optional<InterruptedCall> ReadInterruptedCall(pid_t tid) {
  const auto registers = ReadRegisters(tid);
  if (!registers.has_value() ||
      static_cast<long long>(registers->orig_rax) < 0) {
    return std::nullopt;
  }
  return InterruptedCall{static_cast<int>(registers->orig_rax),
                         static_cast<long>(registers->rax)};
}

void SetResult(pid_t tid, long result) {
  auto registers = ReadRegisters(tid);
  if (!registers.has_value()) return;
  registers->rax = static_cast<unsigned long long>(result);
  ptrace(PTRACE_SETREGS, tid, nullptr, &*registers);
}

void MakeAgain(pid_t tid) {
  auto registers = ReadRegisters(tid);
  if (!registers.has_value()) return;
  registers->rax = registers->orig_rax;
  registers->rip -= kSyscallInstructionSize;
  // No longer in a call, so the kernel does not restart it a second time.
  registers->orig_rax = ~0ULL;
  ptrace(PTRACE_SETREGS, tid, nullptr, &*registers);
}

void HideVdso(pid_t tid) {
  const auto registers = ReadRegisters(tid);
  if (!registers.has_value()) return;
  // The stack of a new program: argc, argv and null, environment and null,
  // pairs of the auxiliary vector up to AT_NULL.
  auto address = SkipPointers(tid, registers->rsp + sizeof(std::uint64_t));
  if (address.has_value()) address = SkipPointers(tid, *address);
  while (address.has_value()) {
    const auto entry = ReadValue<Elf64_auxv_t>(tid, *address);
    if (!entry.has_value() || entry->a_type == AT_NULL) return;
    if (entry->a_type == AT_SYSINFO_EHDR) {
      WriteValue<std::uint64_t>(tid, *address, AT_IGNORE);
    }
    *address += sizeof *entry;
  }
}

#else

std::optional<InterruptedCall> ReadInterruptedCall(pid_t) {
  return std::nullopt;
}
void SetResult(pid_t, long) {}
void MakeAgain(pid_t) {}
void HideVdso(pid_t) {}

#endif

}  // namespace grader::sandbox

#include "grader/sandbox/clock/registers.h"

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#include <cstdint>

#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {
namespace {

std::optional<TaskRegisters> ReadRegisters(pid_t tid) {
  TaskRegisters registers = {};
  iovec to = {&registers, sizeof registers};
  if (ptrace(PTRACE_GETREGSET, tid, NT_PRSTATUS, &to) != 0 ||
      to.iov_len != sizeof registers) {
    return std::nullopt;
  }
  return registers;
}

void WriteRegisters(pid_t tid, TaskRegisters registers) {
  iovec from = {&registers, sizeof registers};
  ptrace(PTRACE_SETREGSET, tid, NT_PRSTATUS, &from);
}

const Notification* Asked(const Task& task) {
  return task.asked.has_value() ? &*task.asked : nullptr;
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

std::optional<InterruptedCall> ReadInterruptedCall(const Task& task) {
  const auto registers = ReadRegisters(task.tid);
  if (!registers.has_value()) return std::nullopt;
  return registers->Interrupted(Asked(task));
}

void SetResult(const Task& task, long result) {
  auto registers = ReadRegisters(task.tid);
  if (!registers.has_value()) return;
  registers->SetResult(Asked(task), result);
  WriteRegisters(task.tid, *registers);
}

void MakeAgain(const Task& task) {
  auto registers = ReadRegisters(task.tid);
  if (!registers.has_value()) return;
  registers->MakeAgain(Asked(task));
  WriteRegisters(task.tid, *registers);
}

void HideVdso(pid_t tid) {
  const auto registers = ReadRegisters(tid);
  if (!registers.has_value()) return;
  // The stack of a new program: argc, argv and null, environment and null,
  // pairs of the auxiliary vector up to AT_NULL.
  auto address = SkipPointers(tid, registers->stack() + sizeof(std::uint64_t));
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

}  // namespace grader::sandbox

#include "grader/sandbox/clock/task_registers.h"

#include <sys/user.h>

namespace grader::sandbox {
namespace {

// The sizes of the instructions that make a call: syscall, svc #0.
constexpr std::uint64_t kX86Call = 2;
constexpr std::uint64_t kAarch64Call = 4;

// What the kernel writes into x8 when it goes on with an interrupted wait.
constexpr std::uint64_t kAarch64RestartSyscall = 128;

// Sizes as this processor's kernel has them; <sys/user.h>.
#if defined(__x86_64__)
static_assert(sizeof(X86Registers) == sizeof(user_regs_struct));
static_assert(offsetof(X86Registers, rip) == offsetof(user_regs_struct, rip));
#elif defined(__aarch64__)
static_assert(sizeof(Aarch64Registers) == sizeof(user_regs_struct));
static_assert(offsetof(Aarch64Registers, pc) == offsetof(user_regs_struct, pc));
#endif

}  // namespace

std::optional<InterruptedCall> X86Registers::Interrupted(
    const Notification*) const {
  if (static_cast<std::int64_t>(orig_rax) < 0) return std::nullopt;
  return InterruptedCall{static_cast<int>(orig_rax), static_cast<long>(rax)};
}

void X86Registers::SetResult(const Notification*, long result) {
  rax = static_cast<std::uint64_t>(result);
}

void X86Registers::MakeAgain(const Notification*) {
  rax = orig_rax;
  rip -= kX86Call;
  // No longer in a call, so the kernel does not restart it a second time.
  orig_rax = ~std::uint64_t{0};
}

std::optional<InterruptedCall> Aarch64Registers::Interrupted(
    const Notification* asked) const {
  if (asked == nullptr) return std::nullopt;
  const auto number = static_cast<std::uint64_t>(asked->call);
  if (x[8] != number && x[8] != kAarch64RestartSyscall) return std::nullopt;
  if (pc == asked->instruction - kAarch64Call && x[0] == asked->args[0]) {
    return InterruptedCall{asked->call, kRestartUnlessHandled};
  }
  if (pc == asked->instruction) {
    return InterruptedCall{asked->call, static_cast<long>(x[0])};
  }
  return std::nullopt;
}

void Aarch64Registers::SetResult(const Notification* asked, long result) {
  // Past the call: the kernel takes another place than the call's for our
  // decision, and leaves it there.
  pc = asked->instruction;
  x[0] = static_cast<std::uint64_t>(result);
}

void Aarch64Registers::MakeAgain(const Notification* asked) {
  pc = asked->instruction - kAarch64Call;
  x[0] = asked->args[0];
  x[8] = static_cast<std::uint64_t>(asked->call);
}

}  // namespace grader::sandbox

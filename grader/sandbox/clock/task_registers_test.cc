#include "grader/sandbox/clock/task_registers.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace grader::sandbox {
namespace {

constexpr std::uint64_t kNoCall = ~std::uint64_t{0};
constexpr std::uint64_t kRestartCode =
    static_cast<std::uint64_t>(kRestartUnlessHandled);

// As after `syscall` at 0x1000.
X86Registers X86InCall(std::uint64_t number, std::uint64_t result) {
  X86Registers registers = {};
  registers.orig_rax = number;
  registers.rax = result;
  registers.rip = 0x1002;
  registers.rsp = 0x7000;
  return registers;
}

TEST(X86RegistersTest, ShowTheCallAndItsResult) {
  EXPECT_EQ(X86InCall(35, kRestartCode).Interrupted(nullptr),
            (InterruptedCall{35, kRestartUnlessHandled}));
  EXPECT_EQ(X86InCall(kNoCall, 0).Interrupted(nullptr), std::nullopt);
  EXPECT_EQ(X86InCall(35, 0).stack(), 0x7000u);
}

TEST(X86RegistersTest, TakeAResult) {
  X86Registers registers = X86InCall(35, kRestartCode);
  registers.SetResult(nullptr, -EINTR);
  EXPECT_EQ(registers.rax, static_cast<std::uint64_t>(-EINTR));
  EXPECT_EQ(registers.rip, 0x1002u);
}

TEST(X86RegistersTest, MakeTheCallAgainOnce) {
  X86Registers registers = X86InCall(232, static_cast<std::uint64_t>(-EINTR));
  registers.MakeAgain(nullptr);
  EXPECT_EQ(registers.rip, 0x1000u);
  EXPECT_EQ(registers.rax, 232u);
  EXPECT_EQ(registers.orig_rax, kNoCall);
}

// epoll_pwait(7, …), by `svc #0` at 0x1000; the kernel tells of the place after
// it.
Notification Asked() {
  Notification asked;
  asked.call = 22;
  asked.args[0] = 7;
  asked.instruction = 0x1004;
  return asked;
}

Aarch64Registers Aarch64At(std::uint64_t pc, std::uint64_t x0,
                           std::uint64_t x8 = 22) {
  Aarch64Registers registers = {};
  registers.pc = pc;
  registers.sp = 0x7000;
  registers.x[0] = x0;
  registers.x[8] = x8;
  return registers;
}

TEST(Aarch64RegistersTest, ShowACallThatWillBeMadeAgain) {
  const Notification asked = Asked();
  EXPECT_EQ(Aarch64At(0x1000, 7).Interrupted(&asked),
            (InterruptedCall{22, kRestartUnlessHandled}));
  // By restart_syscall(2).
  EXPECT_EQ(Aarch64At(0x1000, 7, 128).Interrupted(&asked),
            (InterruptedCall{22, kRestartUnlessHandled}));
}

TEST(Aarch64RegistersTest, ShowWhatACallReturned) {
  const Notification asked = Asked();
  EXPECT_EQ(
      Aarch64At(0x1004, static_cast<std::uint64_t>(-EINTR)).Interrupted(&asked),
      (InterruptedCall{22, -EINTR}));
  EXPECT_EQ(Aarch64At(0x1004, 0).stack(), 0x7000u);
}

TEST(Aarch64RegistersTest, ShowNoCallThatNobodyWasToldOf) {
  const Notification asked = Asked();
  const Aarch64Registers registers = Aarch64At(0x1000, 7);
  EXPECT_EQ(registers.Interrupted(nullptr), std::nullopt);
  EXPECT_EQ(Aarch64At(0x2000, 7).Interrupted(&asked), std::nullopt);
  EXPECT_EQ(Aarch64At(0x1000, 7, 23).Interrupted(&asked), std::nullopt);
  // The same instruction with another first argument is another call.
  EXPECT_EQ(Aarch64At(0x1000, 8).Interrupted(&asked), std::nullopt);
}

TEST(Aarch64RegistersTest, TakeAResultInPlaceOfTheRestart) {
  const Notification asked = Asked();
  Aarch64Registers registers = Aarch64At(0x1000, 7);
  registers.SetResult(&asked, -EINTR);
  EXPECT_EQ(registers.pc, 0x1004u);
  EXPECT_EQ(registers.x[0], static_cast<std::uint64_t>(-EINTR));
}

TEST(Aarch64RegistersTest, MakeTheCallAgainWithItsFirstArgument) {
  const Notification asked = Asked();
  for (Aarch64Registers registers :
       {Aarch64At(0x1004, static_cast<std::uint64_t>(-EINTR)),
        Aarch64At(0x1000, 7, 128)}) {
    registers.MakeAgain(&asked);
    EXPECT_EQ(registers.pc, 0x1000u);
    EXPECT_EQ(registers.x[0], 7u);
    EXPECT_EQ(registers.x[8], 22u);
  }
}

}  // namespace
}  // namespace grader::sandbox

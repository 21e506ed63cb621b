// The filter as the kernel would run it, for each processor, by the numbers
// that its calls have there.
#include "grader/sandbox/clock/clock_filter.h"

#include <gtest/gtest.h>
#include <linux/audit.h>
#include <linux/bpf_common.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <time.h>

#include <cerrno>
#include <cstring>

#include "grader/sandbox/kernel/run_descriptors.h"

namespace grader::sandbox {
namespace {

constexpr std::uint32_t kAllow = SECCOMP_RET_ALLOW;
constexpr std::uint32_t kNotify = SECCOMP_RET_USER_NOTIF;
constexpr std::uint32_t kAbsent = SECCOMP_RET_ERRNO | ENOSYS;
constexpr std::uint32_t kRefused = SECCOMP_RET_ERRNO | EPERM;

// What `program` makes of `call`; the instructions that libseccomp uses of
// bpf(4).
std::uint32_t ActionOf(const FilterProgram& program, const seccomp_data& call) {
  std::uint32_t value = 0;
  for (std::size_t at = 0; at < program.size(); ++at) {
    const sock_filter& step = program[at];
    bool jumps = false;
    switch (step.code) {
      case BPF_LD | BPF_W | BPF_ABS:
        std::memcpy(&value, reinterpret_cast<const char*>(&call) + step.k,
                    sizeof value);
        continue;
      case BPF_ALU | BPF_AND | BPF_K:
        value &= step.k;
        continue;
      case BPF_JMP | BPF_JA:
        at += step.k;
        continue;
      case BPF_JMP | BPF_JEQ | BPF_K:
        jumps = value == step.k;
        break;
      case BPF_JMP | BPF_JGE | BPF_K:
        jumps = value >= step.k;
        break;
      case BPF_JMP | BPF_JGT | BPF_K:
        jumps = value > step.k;
        break;
      case BPF_RET | BPF_K:
        return step.k;
      default:
        ADD_FAILURE() << "unknown instruction " << step.code;
        return 0;
    }
    at += jumps ? step.jt : step.jf;
  }
  ADD_FAILURE() << "no end";
  return 0;
}

struct Case {
  const char* name;
  std::uint32_t action;
  int x86, aarch64;  // its number there; -1: no such call
  std::uint64_t args[6] = {};
};

constexpr std::uint64_t kPointer = 0x7fff12345678;

constexpr Case kCases[] = {
    {"read", kAllow, 0, 63},
    {"clock_gettime", kNotify, 228, 113, {CLOCK_MONOTONIC, kPointer}},
    {"clock_gettime of cpu", kAllow, 228, 113, {CLOCK_THREAD_CPUTIME_ID}},
    {"gettimeofday", kNotify, 96, 169, {kPointer}},
    {"time", kNotify, 201, -1},
    {"nanosleep", kNotify, 35, 101, {kPointer}},
    {"clock_nanosleep", kNotify, 230, 115, {CLOCK_MONOTONIC, 0, kPointer}},
    {"epoll_wait", kNotify, 232, -1, {3, kPointer, 1, 100}},
    {"epoll_wait without", kAllow, 232, -1, {3, kPointer, 1, 0}},
    {"epoll_pwait", kNotify, 281, 22, {3, kPointer, 1, 100}},
    {"epoll_pwait without", kAllow, 281, 22, {3, kPointer, 1, 0}},
    {"epoll_pwait2", kNotify, 441, 441, {3, kPointer, 1, kPointer}},
    {"poll", kNotify, 7, -1, {kPointer, 1, 100}},
    {"ppoll", kNotify, 271, 73, {kPointer, 1, kPointer}},
    {"select", kNotify, 23, -1, {1, kPointer}},
    {"pselect6", kNotify, 270, 72, {1, kPointer}},
    {"futex wait", kNotify, 202, 98, {kPointer, 128, 1, kPointer}},
    {"futex wait for ever", kAllow, 202, 98, {kPointer, 128, 1, 0}},
    {"futex wake", kAllow, 202, 98, {kPointer, 129, 1}},
    {"timerfd_settime", kNotify, 286, 86, {3, 0, kPointer}},
    {"timer_settime", kNotify, 223, 110, {1, 0, kPointer}},
    {"setitimer", kNotify, 38, 103, {0, kPointer}},
    {"alarm", kNotify, 37, -1, {1}},
    {"rt_sigtimedwait", kNotify, 128, 137, {kPointer, 0, kPointer, 8}},
    {"restart_syscall", kNotify, 219, 128},
    {"write to the trace", kNotify, 1, 64, {kTraceDescriptor, kPointer, 1}},
    {"write", kAllow, 1, 64, {1, kPointer, 1}},
    {"clone", kAllow, 56, 220, {CLONE_VM | CLONE_THREAD}},
    {"clone untraced", kRefused, 56, 220, {CLONE_UNTRACED}},
    {"clone3", kAbsent, 435, 435, {kPointer, 88}},
    {"io_uring_setup", kAbsent, 425, 425, {1, kPointer}},
    {"futex_waitv", kAbsent, 449, 449, {kPointer, 1}},
};

class ClockFilterTest : public testing::Test {
 protected:
  // libseccomp goes by what it finds that the kernel offers; nothing is
  // installed here.
  ClockFilterTest() { seccomp_api_set(6); }
  ~ClockFilterTest() override { seccomp_api_set(found_); }

 private:
  const unsigned found_ = seccomp_api_get();
};

TEST_F(ClockFilterTest, HoldsTheSameCallsOnEachProcessor) {
  const auto x86 = CompileClockFilterFor(SCMP_ARCH_X86_64);
  const auto aarch64 = CompileClockFilterFor(SCMP_ARCH_AARCH64);
  ASSERT_TRUE(x86.ok()) << x86.status();
  ASSERT_TRUE(aarch64.ok()) << aarch64.status();
  for (const Case& one : kCases) {
    seccomp_data call = {};
    std::memcpy(call.args, one.args, sizeof call.args);
    call.nr = one.x86;
    call.arch = AUDIT_ARCH_X86_64;
    EXPECT_EQ(ActionOf(*x86, call), one.action) << one.name;
    // That of another processor, and what only 32-bit programs have.
    call.arch = AUDIT_ARCH_I386;
    EXPECT_EQ(ActionOf(*x86, call), kAbsent) << one.name;
    if (one.aarch64 < 0) continue;
    call.nr = one.aarch64;
    call.arch = AUDIT_ARCH_AARCH64;
    EXPECT_EQ(ActionOf(*aarch64, call), one.action) << one.name;
    call.arch = AUDIT_ARCH_ARM;
    EXPECT_EQ(ActionOf(*aarch64, call), kAbsent) << one.name;
  }
}

// Among them the newest calls, whose numbers libseccomp cannot translate.
TEST_F(ClockFilterTest, IsThatOfThisProcessorUnlessAskedOtherwise) {
  const auto filter = CompileClockFilter();
  ASSERT_TRUE(filter.ok()) << filter.status();
  seccomp_data call = {};
  call.nr = 455;  // futex_wait
  call.arch = seccomp_arch_native();
  EXPECT_EQ(ActionOf(*filter, call), kAbsent);
  call.arch = AUDIT_ARCH_S390X;
  EXPECT_EQ(ActionOf(*filter, call), kAbsent);
}

}  // namespace
}  // namespace grader::sandbox

#include "grader/sandbox/clock/clock_filter.h"

#include <linux/futex.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/held_calls.h"
#include "grader/sandbox/kernel/run_descriptors.h"

namespace grader::sandbox {
namespace {

// Newer than the C library's list of calls.
constexpr int kSysFutexWait = 455;

struct Rule {
  std::uint32_t action;
  int call;
  std::vector<scmp_arg_cmp> arguments = {};
};

// Compares only as many bits as the kernel looks at: the rest of the register
// is the caller's to choose.
scmp_arg_cmp LowIs(unsigned argument, std::uint32_t mask, std::uint32_t value) {
  return SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, mask, value);
}
scmp_arg_cmp ArgumentNotZero(unsigned argument) {
  return SCMP_CMP64(argument, SCMP_CMP_NE, 0);
}

// A trace event is stamped while its writer stands still. The socket cannot be
// written to in other ways (splice(2) and the like would only lose the stamp's
// precision: what arrives through the socket is stamped on arrival).
std::vector<Rule> TraceRules() {
  std::vector<Rule> rules;
  for (const int call : {SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(sendto),
                         SCMP_SYS(sendmsg)}) {
    rules.push_back(
        {SCMP_ACT_NOTIFY, call, {LowIs(0, 0xffffffff, kTraceDescriptor)}});
  }
  return rules;
}

// The arguments that meet `condition`: any of these sets.
std::vector<std::vector<scmp_arg_cmp>> Comparisons(const Condition& condition) {
  switch (condition.kind) {
    case Condition::Kind::kAlways:
      return {{}};
    case Condition::Kind::kNotZero:
      return {{ArgumentNotZero(condition.argument)}};
    case Condition::Kind::kFutex:
      return {
          {LowIs(1, kFutexOperation, condition.operation), ArgumentNotZero(3)}};
    case Condition::Kind::kOurClock:
      break;
  }
  std::vector<std::vector<scmp_arg_cmp>> clocks;
  for (clockid_t id = 0; id < Clock::kEnd; ++id) {
    if (!Clock::Governs(id)) continue;
    clocks.push_back({LowIs(condition.argument, 0xffffffff,
                            static_cast<std::uint32_t>(id))});
  }
  return clocks;
}

std::vector<Rule> TimeRules() {
  std::vector<Rule> rules;
  for (const HeldCall& row : HeldCalls()) {
    for (std::vector<scmp_arg_cmp>& arguments : Comparisons(row.when)) {
      rules.push_back({SCMP_ACT_NOTIFY, row.call, std::move(arguments)});
    }
  }
  return rules;
}

// Every program has a way without these, and takes it on ENOSYS: older kernels
// do not have them either.
std::vector<Rule> Refusals() {
  std::vector<Rule> rules;
  for (const int call :
       {// Its flags are in memory, where no filter can check them.
        SCMP_SYS(clone3),
        // Waits in ways no filter sees.
        SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
        SCMP_SYS(io_uring_register),
        // Wait for several words at once, or in a new way for one.
        SCMP_SYS(futex_waitv), kSysFutexWait}) {
    rules.push_back({SCMP_ACT_ERRNO(ENOSYS), call});
  }
  rules.push_back(
      {SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(semtimedop), {ArgumentNotZero(3)}});
  // Waits for one word and then for another.
  rules.push_back(
      {SCMP_ACT_ERRNO(ENOSYS),
       SCMP_SYS(futex),
       {LowIs(1, kFutexOperation, FUTEX_WAIT_REQUEUE_PI), ArgumentNotZero(3)}});
  // A child that nobody traces would keep the kernel's clock.
  rules.push_back({SCMP_ACT_ERRNO(EPERM),
                   SCMP_SYS(clone),
                   {LowIs(0, CLONE_UNTRACED, CLONE_UNTRACED)}});
  // Says yes and does nothing: the memory of the task must stay readable.
  rules.push_back({SCMP_ACT_ERRNO(0),
                   SCMP_SYS(prctl),
                   {LowIs(0, 0xffffffff, PR_SET_DUMPABLE)}});
  return rules;
}

}  // namespace

absl::StatusOr<FilterProgram> CompileClockFilter() {
  return CompileClockFilterFor(seccomp_arch_native());
}

absl::StatusOr<FilterProgram> CompileClockFilterFor(std::uint32_t processor) {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr) return absl::ResourceExhaustedError("no memory");
  const absl::Cleanup release = [filter] { seccomp_release(filter); };
  if (processor != seccomp_arch_native() &&
      (seccomp_arch_add(filter, processor) != 0 ||
       seccomp_arch_remove(filter, SCMP_ARCH_NATIVE) != 0)) {
    return absl::InvalidArgumentError("unknown processor");
  }
  // 32-bit and x32 calls have other numbers and would slip past.
  seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS));
  std::vector<Rule> rules = TraceRules();
  for (const std::vector<Rule>& more : {TimeRules(), Refusals()}) {
    rules.insert(rules.end(), more.begin(), more.end());
  }
  for (const Rule& rule : rules) {
    const int error = seccomp_rule_add_array(
        filter, rule.action, rule.call,
        static_cast<unsigned>(rule.arguments.size()), rule.arguments.data());
    // A call that this processor's kernel never had needs no rule.
    if (error != 0 && error != -EDOM) {
      return absl::ErrnoToStatus(-error, "clock filter");
    }
  }
  return ExportProgram(filter);
}

}  // namespace grader::sandbox

// What is said where the virtual clock cannot be had: on machines made poorer
// by a seccomp filter, as containers are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "grader/sandbox/clock/clock_probe.h"

namespace grader::sandbox {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Of a process in which `call` is refused with EPERM; empty if all is well.
std::string ProbeWithout(const char* call) {
  int ends[2];
  if (pipe(ends) != 0) return "no pipe";
  const pid_t child = fork();
  if (child == 0) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
                         seccomp_syscall_resolve_name(call), 0) != 0 ||
        seccomp_load(filter) != 0) {
      _exit(1);
    }
    const absl::Status status = ProbeVirtualClock();
    const absl::string_view message = status.message();
    if (write(ends[1], message.data(), message.size()) < 0) _exit(1);
    _exit(0);
  }
  close(ends[1]);
  std::array<char, 1000> text;
  std::string message;
  ssize_t length;
  while ((length = read(ends[0], text.data(), text.size())) > 0) {
    message.append(text.data(), static_cast<std::size_t>(length));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  return status == 0 ? message : "the probe did not end well";
}

TEST(ClockProbeTest, SucceedsHere) { EXPECT_EQ(ProbeWithout("vhangup"), ""); }

// Docker's default profile on a kernel that asks for CAP_SYS_PTRACE.
TEST(ClockProbeTest, NamesTheCureWhereDescriptorsCannotBeShared) {
  EXPECT_THAT(ProbeWithout("pidfd_getfd"),
              AllOf(HasSubstr("pidfd_getfd"), HasSubstr("not permitted"),
                    HasSubstr("--cap-add SYS_PTRACE")));
}

TEST(ClockProbeTest, NamesTheCureWherePtraceIsRefused) {
  EXPECT_THAT(ProbeWithout("ptrace"),
              AllOf(HasSubstr("ptrace"), HasSubstr("--cap-add SYS_PTRACE")));
}

TEST(ClockProbeTest, NamesTheCureWhereMemoryCannotBeWritten) {
  EXPECT_THAT(ProbeWithout("process_vm_writev"),
              AllOf(HasSubstr("process_vm_writev"), HasSubstr("SYS_PTRACE")));
}

TEST(ClockProbeTest, SaysThatFiltersAreRefused) {
  EXPECT_THAT(ProbeWithout("seccomp"), HasSubstr("seccomp"));
}

}  // namespace
}  // namespace grader::sandbox

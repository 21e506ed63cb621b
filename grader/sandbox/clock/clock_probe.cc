#include "grader/sandbox/clock/clock_probe.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/processor.h"
#include "grader/sandbox/clock/clock_filter.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/kernel/task_memory.h"
#include "grader/sandbox/kernel/task_states.h"

namespace grader::sandbox {
namespace {

constexpr absl::string_view kContainerCure =
    " (in a container: start it with `--cap-add SYS_PTRACE`)";

absl::Status Refused(absl::string_view what, absl::string_view cure = "") {
  return absl::UnavailableError(
      absl::StrCat(what, ": ", std::strerror(errno), cure));
}

// Installs the filter, hands on the number of its listener, and asks for the
// time: 0 if the answer was the one that was given.
[[noreturn]] void AskForTime(const FilterProgram& filter, int answers,
                             timespec* asked) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) _exit(1);
  const int listener = InstallNotifyingFilter(filter);
  const int message = listener < 0 ? -errno : listener;
  if (write(answers, &message, sizeof message) != sizeof message) _exit(1);
  if (listener < 0) _exit(1);
  // Not through the C library, which would ask the vDSO.
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, asked);
  _exit(asked->tv_sec == 42 ? 0 : 1);
}

absl::Status AnswerOnce(pid_t child, int message) {
  if (message < 0) {
    errno = -message;
    return Refused("seccomp user notification (seccomp)");
  }
  if (ptrace(PTRACE_SEIZE, child, nullptr, PTRACE_O_EXITKILL) != 0) {
    return Refused("following processes (ptrace)", kContainerCure);
  }
  UniqueFd fd = DuplicateFd(child, message);
  if (!fd) {
    return Refused("sharing descriptors (pidfd_getfd)", kContainerCure);
  }
  Listener listener(std::move(fd));
  std::optional<Notification> call;
  // It may not have come so far.
  pollfd asked = {listener.fd(), POLLIN, 0};
  if (poll(&asked, 1, 1000) > 0 && (asked.revents & POLLIN) != 0) {
    call = listener.Receive();
  }
  if (!call.has_value()) {
    errno = ETIMEDOUT;
    return Refused("seccomp user notification (ioctl)");
  }
  if (!WriteValue(call->tid, call->args[1], timespec{42, 0})) {
    return Refused("writing memory (process_vm_writev)", kContainerCure);
  }
  if (!ReadValue<timespec>(call->tid, call->args[1]).has_value()) {
    return Refused("reading memory (process_vm_readv)", kContainerCure);
  }
  const TaskFiles files(call->tid);
  const std::optional<Schedule> schedule = files.ReadSchedule();
  if (!schedule.has_value() || schedule->cpu == absl::ZeroDuration()) {
    errno = ENOSYS;
    return Refused("processor time of threads (/proc/PID/schedstat)");
  }
  if (!listener.Answer(*call, 0)) {
    return Refused("seccomp user notification (answer)");
  }
  return absl::OkStatus();
}

}  // namespace

// Tries it on a child that does nothing but ask for the time.
absl::Status ProbeVirtualClock() {
  if (ThisProcessor() == nullptr) {
    return absl::UnimplementedError(WhyNotUnasked(nullptr));
  }
  const absl::StatusOr<FilterProgram> filter = CompileClockFilter();
  if (!filter.ok()) return filter.status();
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return Refused("pipe");
  const UniqueFd answers(ends[0]);
  UniqueFd theirs(ends[1]);
  timespec asked = {};
  const pid_t child = fork();
  if (child < 0) return Refused("fork");
  if (child == 0) AskForTime(*filter, theirs.get(), &asked);
  theirs.reset();
  const absl::Cleanup bury = [child] {
    kill(child, SIGKILL);
    while (waitpid(child, nullptr, __WALL) < 0 && errno == EINTR) {
    }
  };
  int message = 0;
  if (read(answers.get(), &message, sizeof message) != sizeof message) {
    return absl::UnavailableError("seccomp filters are refused");
  }
  if (absl::Status status = AnswerOnce(child, message); !status.ok()) {
    return status;
  }
  siginfo_t end = {};
  waitid(P_PID, static_cast<id_t>(child), &end, WEXITED | WNOWAIT | __WALL);
  if (end.si_code == CLD_EXITED && end.si_status == 0) return absl::OkStatus();
  return absl::UnavailableError("seccomp user notification has no effect");
}

}  // namespace grader::sandbox

#include "grader/sandbox/isolation/driver_start.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "grader/sandbox/isolation/landlock.h"
#include "grader/sandbox/kernel/run_descriptors.h"

namespace grader::sandbox {

std::optional<DriverStart> DriverStart::Prepare(int landlock_version) {
  DriverStart start;
  start.null_.reset(open("/dev/null", O_RDWR | O_CLOEXEC));
  int link[2];
  int failure[2];
  if (!start.null_ ||
      socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, link) != 0) {
    return std::nullopt;
  }
  start.link_.reset(link[0]);
  start.driver_link_.reset(link[1]);
  if (pipe2(failure, O_CLOEXEC) != 0) return std::nullopt;
  start.failure_.reset(failure[0]);
  start.driver_failure_.reset(failure[1]);
  if (landlock_version > 0) {
    start.fence_ = MakeFence(landlock_version);
    if (!start.fence_) return std::nullopt;
  }
  return start;
}

bool DriverStart::TakeDescriptors() const {
  return dup2(null_.get(), kTraceDescriptor) == kTraceDescriptor &&
         dup2(link_.get(), kLinkDescriptor) == kLinkDescriptor;
}

int DriverStart::Start(Launch& launch) {
  Birth birth = {*this, launch, getppid(), driver_failure_.get()};
  // In memory that is shared, as process 1 shares it with us: a copy costs more
  // than all the rest. Until the driver's exec this function does nothing but
  // wait, and its stack is large enough for both. A sibling, so that a
  // submission that waits for its children never meets it.
  alignas(16) std::array<char, 1 << 16> stack;
  const pid_t pid = clone(BecomeDriver, stack.data() + stack.size(),
                          CLONE_VM | CLONE_PARENT | SIGCHLD, &birth);
  if (pid < 0) return errno;
  launch.driver_pid = pid;
  driver_failure_.reset();
  // To the end of the pipe, which its exec closes or its exit: before that it
  // still runs on our stack, which process 1 uses again for the next run.
  int error = 0;
  ssize_t length;
  do {
    length = read(failure_.get(), &error, sizeof error);
  } while (length > 0 || (length < 0 && errno == EINTR));
  if (error == 0 && fence_ && PassFence(fence_) != 0) error = errno;
  return error;
}

bool DriverStart::TakeLinked(const DriverStart& start,
                             const LaunchDescriptors& fds) {
  return dup2(start.null_.get(), 0) == 0 && dup2(fds.out, 1) == 1 &&
         dup2(fds.trace, kTraceDescriptor) == kTraceDescriptor &&
         dup2(start.driver_link_.get(), kLinkDescriptor) == kLinkDescriptor;
}

// The folder of the run is the submission's to write to; what lies there could
// be taken for a part of the interactor.
bool DriverStart::TakeInteractive(const std::vector<int>& fds) {
  for (std::size_t i = 0; i < fds.size(); ++i) {
    if (dup2(fds[i], static_cast<int>(i)) < 0) return false;
  }
  return chdir("/") == 0;
}

int DriverStart::BecomeDriver(void* argument) {
  const auto& [start, launch, parent, failure] = *static_cast<Birth*>(argument);
  // Out of reach of signals to the submission's process group.
  setpgid(0, 0);
  // Is not inherited, and came too late if process 1 has just gone.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  if (launch.interactor.empty() ? TakeLinked(start, launch.fds)
                                : TakeInteractive(launch.interactor)) {
    execve(launch.driver[0], launch.driver.data(),
           launch.driver_environment.data());
  }
  const int error = errno;
  if (write(failure, &error, sizeof error) < 0) errno = error;
  _exit(127);
}

}  // namespace grader::sandbox

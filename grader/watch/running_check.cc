#include "grader/watch/running_check.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>

#include "grader/problem/whole_file.h"

namespace grader {
namespace {

// What the parent does with signals is for its terminal.
void ForgetSignals() {
  for (const int crash : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    signal(crash, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void RunIn(int out, pid_t parent,
                        const std::function<std::string()>& check) {
  ForgetSignals();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent may have ended before it was asked for.
  if (getppid() != parent) _exit(1);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    dup2(nowhere, fd);
  }
  try {
    _exit(WriteAll(out, check()) ? 0 : 1);
  } catch (const std::exception&) {
    _exit(1);
  }
}

}  // namespace

RunningCheck::RunningCheck(const std::function<std::string()>& check) {
  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return;
  const pid_t parent = getpid();
  child_ = fork();
  if (child_ == 0) {
    // A group of its own: Ctrl-C and Ctrl-Z are for the one who watches.
    setpgid(0, 0);
    close(ends[0]);
    RunIn(ends[1], parent, check);
  }
  close(ends[1]);
  fd_ = ends[0];
  fcntl(fd_, F_SETFL, O_NONBLOCK);
}

RunningCheck::~RunningCheck() {
  if (child_ > 0) kill(child_, SIGKILL);
  End();
}

void RunningCheck::End() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
  while (child_ > 0 && waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
}

bool RunningCheck::Read() {
  std::array<char, 64 * 1024> buffer;
  const ssize_t count = fd_ < 0 ? 0 : read(fd_, buffer.data(), buffer.size());
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return false;
  if (count > 0) {
    result_.append(buffer.data(), static_cast<std::size_t>(count));
    return false;
  }
  End();
  return true;
}

}  // namespace grader

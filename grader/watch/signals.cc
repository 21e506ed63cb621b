#include "grader/watch/signals.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <initializer_list>

namespace grader {

Signals::Signals() {
  sigemptyset(&set_);
  for (const int one : {SIGWINCH, SIGTSTP, SIGTERM, SIGINT, SIGHUP, SIGQUIT}) {
    struct sigaction before = {};
    sigaction(one, nullptr, &before);
    // Who started it with one ignored, as nohup(1) does, wants it so.
    if (before.sa_handler != SIG_IGN) sigaddset(&set_, one);
  }
  sigprocmask(SIG_BLOCK, &set_, nullptr);
  fd_ = signalfd(-1, &set_, SFD_CLOEXEC | SFD_NONBLOCK);
}

Signals::~Signals() {
  close(fd_);
  sigprocmask(SIG_UNBLOCK, &set_, nullptr);
}

int Signals::Take() const {
  signalfd_siginfo info;
  return read(fd_, &info, sizeof info) == sizeof info
             ? static_cast<int>(info.ssi_signo)
             : 0;
}

}  // namespace grader

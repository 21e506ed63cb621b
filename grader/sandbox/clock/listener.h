// The supervisor's end of seccomp user notification (seccomp_unotify(2)): the
// system calls that the clock's filter holds back, and their answers.
#ifndef GRADER_SANDBOX_CLOCK_LISTENER_H_
#define GRADER_SANDBOX_CLOCK_LISTENER_H_

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "grader/sandbox/kernel/unique_fd.h"

struct seccomp_notif;
struct seccomp_notif_resp;

namespace grader::sandbox {

// A system call that its task has made and that waits for our answer.
struct Notification {
  std::uint64_t id = 0;
  pid_t tid = -1;
  int call = -1;  // SYS_…
  std::array<std::uint64_t, 6> args = {};
  std::uint64_t instruction = 0;  // where it was made

  // The same call from the same place, as the kernel makes it when it restarts
  // an interrupted one.
  bool Repeats(const Notification& other) const {
    return call == other.call && args == other.args &&
           instruction == other.instruction;
  }
  // Whether it is restart_syscall(2), by which the kernel goes on with the wait
  // of `other` when a signal that nobody handles has interrupted it.
  bool GoesOnWith(const Notification& other) const;
};

class Listener {
 public:
  explicit Listener(UniqueFd fd);

  int fd() const { return fd_.get(); }

  // Whether a task waits for its call to be received.
  bool HasCall() const;

  // The next call, or nullopt if it is gone. To be asked when `fd` is readable:
  // else it waits for one.
  std::optional<Notification> Receive();

  // Makes the call return `result`, or -errno. False: the call is no longer
  // there, because its task was killed or a signal interrupted it.
  bool Answer(const Notification& call, std::int64_t result);
  // Lets the kernel carry out the call after all. False as above.
  bool Continue(const Notification& call);
  // Whether the call is still held: false as above. To be asked after reading
  // the task's memory: only then is it certain whose memory it was.
  bool Holds(const Notification& call) const;

 private:
  struct Release {
    void operator()(seccomp_notif* request) const;
    void operator()(seccomp_notif_resp* response) const;
  };

  bool Send(std::uint64_t id, std::int64_t result, std::uint32_t flags);

  UniqueFd fd_;
  // Of the size that this kernel wants; null if there was no memory.
  std::unique_ptr<seccomp_notif, Release> request_;
  std::unique_ptr<seccomp_notif_resp, Release> response_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_LISTENER_H_

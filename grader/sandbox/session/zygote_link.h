// ZygoteLink: process 1 of a session, seen from the supervisor: started, given
// orders, heard and ended.
#ifndef GRADER_SANDBOX_SESSION_ZYGOTE_LINK_H_
#define GRADER_SANDBOX_SESSION_ZYGOTE_LINK_H_

#include <sys/types.h>

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/sandbox/isolation/zygote.h"
#include "grader/sandbox/isolation/zygote_protocol.h"
#include "grader/sandbox/kernel/unique_fd.h"
#include "grader/sandbox/session/foundation.h"
#include "grader/sandbox/session/run_box.h"
#include "grader/sandbox/session/run_user.h"

namespace grader::sandbox {

// Building a file tree is quick even on a loaded machine; a process 1 that
// stays silent for so long is stuck.
inline constexpr absl::Duration kPatience = absl::Seconds(20);

class ZygoteLink {
 public:
  // Starts process 1, whose runs are `user` and have their files in `box`.
  // `foundation` must outlive the link.
  static absl::StatusOr<std::unique_ptr<ZygoteLink>> Start(
      Foundation& foundation, bool namespaces, const RunUser& user,
      const RunBox& box);
  ~ZygoteLink() { Stop(); }
  ZygoteLink(const ZygoteLink&) = delete;
  ZygoteLink& operator=(const ZygoteLink&) = delete;

  // Both return false with errno set when process 1 is gone.
  bool Send(Order order, absl::string_view blob = "",
            const std::vector<int>& fds = {}) const;
  bool Receive(absl::Duration patience, ReceivedNotice& received) const;

  bool alive() const;
  // It did not answer: it can be ended, and used for nothing else.
  void GiveUp() { alive_ = false; }
  // Ends it without waiting until it has ended; Stop waits.
  void Retire();
  void Stop();

  // -1 once it has been stopped.
  pid_t pid() const { return pid_; }
  // The socket whose end tells process 1 that the supervisor is gone; -1 once
  // it has been told.
  int orders() const { return orders_.get(); }
  bool in_namespaces() const { return settings_.namespaces; }
  // Of signals from the submission.
  bool driver_within_reach() const { return driver_within_reach_; }

 private:
  ZygoteLink(Foundation& foundation, bool namespaces, const RunUser& user,
             const RunBox& box);

  absl::Status Begin(const RunUser& user);
  absl::Status AwaitStart() const;

  Foundation& foundation_;
  ZygoteSettings settings_;
  bool driver_within_reach_ = false;
  bool alive_ = false;
  pid_t pid_ = -1;
  UniqueFd orders_;
  UniqueFd notices_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_ZYGOTE_LINK_H_

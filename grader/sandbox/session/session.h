// A session: the namespaces, or what takes their place, in which all runs of
// one submission happen. Held by the supervisor; has process 1 start a process
// per run and hands it to Supervise.
#ifndef GRADER_SANDBOX_SESSION_SESSION_H_
#define GRADER_SANDBOX_SESSION_SESSION_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/execute/wire.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/isolation/zygote_protocol.h"
#include "grader/sandbox/kernel/unique_fd.h"
#include "grader/sandbox/session/active_layers.h"
#include "grader/sandbox/session/foundation.h"
#include "grader/sandbox/session/run_box.h"
#include "grader/sandbox/session/run_user.h"
#include "grader/sandbox/session/zygote_link.h"

namespace grader::sandbox {

class Session {
 public:
  // Starts process 1, inside namespaces if they can be had. `foundation` must
  // outlive the session.
  static absl::StatusOr<std::unique_ptr<Session>> Start(Foundation& foundation);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Runs one command to its end. A Status means that the sandbox could not do
  // its work.
  absl::StatusOr<RunReply> Run(const RunRequest& request);
  // Process 1 is there, and the session can be used again. Where process 1
  // shares the memory of its runs, one that takes all can have it ended by the
  // kernel, even after the reply.
  bool alive() const { return process1_->alive(); }

  // Ends the session without waiting until it has ended; the destructor waits.
  void Retire() { process1_->Retire(); }

  const ActiveLayers& layers() const { return layers_; }
  bool in_namespaces() const { return layers_.namespaces; }
  const ZygoteLink& process1() const { return *process1_; }

 private:
  // A run that process 1 has started.
  struct Launched {
    Process process;
    UniqueFd directory;  // where it works
    // Kept open on our side, so that who lets the process go meets no error
    // however soon it ends.
    UniqueFd child_go;
    std::vector<UniqueFd> feedback;
  };

  Session(Foundation& foundation, const RunUser& user, RunBox box)
      : foundation_(foundation), user_(user), box_(std::move(box)) {}
  // In namespaces or without.
  static absl::StatusOr<std::unique_ptr<Session>> Start(Foundation& foundation,
                                                        bool namespaces);

  absl::StatusOr<Launched> Launch(const RunRequest& request,
                                  const Limits& limits);
  absl::Status KillAll(int pidfd);
  void Clear();
  bool AwaitEmpty(absl::Duration patience);
  void AwaitCleared();

  Foundation& foundation_;
  RunUser user_;
  RunBox box_;
  ActiveLayers layers_;
  std::unique_ptr<ZygoteLink> process1_;

  bool empty_ = true;  // no process of a run is left
  bool clear_ = true;  // nor a file tree
  Notice last_;        // when the last one had ended
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_SESSION_H_

// A session: the namespaces, or what takes their place, in which all runs of
// one submission happen. Held by the supervisor; starts a process per run and
// hands it to Supervise.
#ifndef GRADER_SANDBOX_SESSION_SESSION_H_
#define GRADER_SANDBOX_SESSION_SESSION_H_

#include <sys/types.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grader/execute/wire.h"
#include "grader/execute/workspace.h"
#include "grader/sandbox/isolation/cgroup.h"
#include "grader/sandbox/isolation/policy.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/isolation/zygote_protocol.h"
#include "grader/sandbox/kernel/unique_fd.h"
#include "grader/sandbox/session/wanted_layers.h"

namespace grader::sandbox {

// What sessions of one program share: made once, since it costs milliseconds.
struct Foundation {
  WantedLayers wanted;
  FilterProgram filter;          // inside namespaces
  FilterProgram filter_without;  // without them
  FilterProgram run_filter;      // for runs, in addition
  FilterProgram clock_filter;    // of the virtual clock
  std::optional<Cgroup> cgroup;  // none: not available, or not wanted
  std::string cgroup_reason;     // why not
  int landlock = 0;              // version; 0: none
  int sessions = 0;              // whose processes 1 are in the cgroup
};
absl::StatusOr<Foundation> LayFoundation(const WantedLayers& wanted);

class Session {
 public:
  // Starts process 1, inside namespaces if they can be had. `foundation` must
  // outlive the session.
  static absl::StatusOr<std::unique_ptr<Session>> Start(Foundation& foundation);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Runs one command to its end. A Status means that the sandbox could not do
  // its work; `alive` tells whether the session can be used again.
  absl::StatusOr<RunReply> Run(const RunRequest& request);
  bool alive() const { return alive_; }

  // Ends the session without waiting until it has ended; the destructor waits.
  void Retire();

  // The active layers, as in Observation::isolation.
  const std::vector<std::string>& isolation() const { return isolation_; }
  // Ok if that is all there are; else FailedPrecondition, which names what is
  // missing and why.
  absl::Status CheckIsFull() const;
  bool in_namespaces() const { return in_namespaces_; }
  // Why it is not in namespaces although that was wanted.
  const std::string& namespace_failure() const { return namespace_failure_; }

  pid_t zygote() const { return zygote_; }
  // The socket whose end tells process 1 that the supervisor is gone; -1 once
  // it has been told.
  int orders() const { return orders_.get(); }

 private:
  explicit Session(Foundation& foundation) : foundation_(foundation) {}

  absl::Status StartZygote(bool namespaces);
  absl::Status MapUsers() const;
  absl::Status MakeBox();
  void StopZygote();
  void NameLayers();

  absl::StatusOr<Process> Launch(const Command& command, const Limits& limits,
                                 UniqueFd& directory, UniqueFd& child_go);
  absl::Status KillAll(int pidfd);
  void Clear();
  bool AwaitEmpty(absl::Duration patience);
  Usage MeasureUsage();
  void LookAtProcesses(Usage& usage);
  void LookAtBox();
  bool BoxIsFull(std::int64_t unlinked_bytes) const;
  std::optional<DriverFailure> FailureOfDriver() const;
  void AddLimits(const RunRequest& request, const UniqueFd& directory,
                 Observation& observation) const;

  Foundation& foundation_;
  bool alive_ = false;
  bool in_namespaces_ = false;
  std::string namespace_failure_;
  uid_t outer_uid_ = 0;  // of runs, as this machine knows it
  uid_t inner_uid_ = 0;  // in the sandbox
  bool change_uid_ = false;
  bool driver_within_reach_ = false;  // of signals from the submission
  // Without namespaces: a folder of ours, and in it one of the runs'.
  std::optional<Workspace> workspace_;
  UniqueFd box_folder_;
  std::string box_;
  std::vector<std::string> isolation_;
  pid_t zygote_ = -1;
  UniqueFd orders_;
  UniqueFd notices_;

  // What is learned of a run by looking at it from time to time.
  struct Seen {
    pid_t main = -1;
    Limits limits;
    std::int64_t cpu_before_ns = 0;
    absl::Duration children_before;
    absl::Duration cpu;
    std::map<pid_t, absl::Duration> by_process;
    std::int64_t peak_memory_bytes = 0;
    bool processes_full = false;
    bool descriptors_full = false;
    bool disk_exceeded = false;
    absl::Time box_seen = absl::InfinitePast();
  };

  bool empty_ = true;  // no process of a run is left
  bool clear_ = true;  // nor a file tree
  Notice last_;        // when the last one had ended
  Seen seen_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_SESSION_H_

// One supervision from start to end: the loop behind Supervise.
#ifndef GRADER_SANDBOX_SUPERVISION_WATCH_H_
#define GRADER_SANDBOX_SUPERVISION_WATCH_H_

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/clock/virtual_time.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/kernel/task_tree.h"
#include "grader/sandbox/kernel/unique_fd.h"
#include "grader/sandbox/supervision/dialogue.h"
#include "grader/sandbox/supervision/intake.h"
#include "grader/sandbox/supervision/outcome.h"

namespace grader::sandbox {

class Watch {
 public:
  Watch(Process process, const Limits& limits, ClockKind clock,
        const Containment& containment, bool explains_clock);

  // Lets the process go and watches until it ends or reaches a limit.
  absl::Status Run();
  // Ends every process of the run, and takes what they left in the channels.
  void End();
  // The facts, after both.
  Outcome Result();

 private:
  absl::Status Start();
  absl::Status Add(int fd);
  void Remove(int fd);

  // What came of handling events: after a mere reading of the clock the task
  // goes on as before; after anything else, somebody may fall asleep soon.
  enum class Came { kNothing, kReading, kMore };

  // Handles what has come through the channels that are ready.
  Came HandleEvents();
  bool IsReady(int fd) const;
  Came HandleCall();
  bool HandleEndNotice();
  // If `call` writes to the trace: takes the packet and answers.
  bool TakeTraceWrite(const Notification& call);

  // What the submission and the interactor say to each other goes on; true if
  // there was anything.
  bool TalkOn();
  void HandleEndOfInteractor(const Termination& end);
  bool InteractorSaysTooMuch() const;
  bool TookWhatTheyShare(const Termination& end);
  void LosePatienceWithInteractor();
  bool interactor_is_left() const {
    return dialogue_.has_value() && end_notice_.has_value();
  }
  // The submission has ended, and its driver may still read what that sent
  // before. Without waiting for it, the machine would decide how much it reads.
  bool driver_is_left() const {
    return !driver_settled_ && end_notice_.has_value();
  }

  // Nothing happened in this pass: goes on with time if all is asleep, or else
  // waits until something happens.
  void Rest();
  void Wait(absl::Duration time);
  std::int64_t Activity() const;
  void LeaveUnaccountedSleep();
  void CheckLimits();
  void CheckUsage();
  // Whether the driver that is left has had its time.
  void CheckDriver();
  // `why`: for people, see Explanation.
  // If the submission has ended, it is the interactor that is stopped, but for
  // what both use up.
  void Stop(Termination termination, absl::Duration elapsed,
            absl::string_view why);

  bool over() const {
    return stopped_.has_value() || !failure_.ok() ||
           (end_notice_.has_value() && driver_settled_ &&
            (!dialogue_.has_value() || dialogue_->end().has_value()));
  }
  absl::Duration Now() const;
  // Until the first process has ended.
  absl::Duration Elapsed() const;
  absl::Duration WallTime() const;
  // Real time that went by because others had the cores.
  absl::Duration WaitedForCore() const;
  bool ReachedWallLimit() const;
  // When a packet that was sent at this real time happened.
  absl::Duration Stamp(absl::Time sent) const;

  const Limits limits_;
  const ClockKind clock_;
  const bool explains_clock_;
  const Containment& containment_;
  Process process_;
  Intake intake_;
  std::optional<Dialogue> dialogue_;  // with an interactor only
  std::optional<Listener> listener_;
  std::optional<VirtualTime> time_;
  RunQueueDelays delays_;

  UniqueFd events_;         // epoll(7) of all that is waited for
  std::vector<int> ready_;  // of these, as of the last wait
  UniqueFd child_signals_;  // signalfd(2) of SIGCHLD
  absl::Time start_;
  absl::Time end_;
  absl::Time last_usage_;
  absl::Duration patience_;
  // Since when all has been asleep with nothing to wait for.
  std::optional<absl::Time> asleep_since_;
  int asleep_looks_ = 0;  // how often that was seen since

  absl::Status failure_;
  std::optional<EndNotice> end_notice_;
  absl::Time ended_at_;  // when it came
  // As of then, of all that runs here.
  absl::Duration cpu_at_end_;
  absl::Duration waited_at_end_;
  // The driver has ended, or waits for what does not come; also without one.
  bool driver_settled_;
  bool trace_has_ended_ = false;  // but for what is still in the channel
  std::optional<Termination> stopped_;
  std::optional<absl::Duration> elapsed_;
  std::optional<absl::Duration> told_;  // the interactor, though not all slept
  absl::Duration unaccounted_sleep_;
  absl::Duration computed_before_;  // the first event of the trace
  Usage usage_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISION_WATCH_H_

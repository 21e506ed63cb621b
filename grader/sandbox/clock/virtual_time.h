// Runs the virtual clock of one run: follows its tasks, answers the calls that
// read or wait for time, finds out when all is asleep, and lets time go on.
#ifndef GRADER_SANDBOX_CLOCK_VIRTUAL_TIME_H_
#define GRADER_SANDBOX_CLOCK_VIRTUAL_TIME_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grader/execute/observation.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/explanation.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/clock/progress.h"
#include "grader/sandbox/clock/task.h"
#include "grader/sandbox/clock/timers.h"
#include "grader/sandbox/clock/tracer.h"
#include "grader/sandbox/clock/wait_set.h"

namespace grader::sandbox {

class VirtualTime {
 public:
  // `listener` outlives it. `limit` is the last moment that a run may reach.
  // `explains`: decisions are kept, for explanation().
  VirtualTime(Listener& listener, absl::Duration limit, bool explains);

  // Attaches to the first process, before its exec.
  absl::Status Seize(pid_t pid) { return tracer_.Seize(pid); }

  // Readable when a descriptor that a task waits for is ready; see Release.
  int fd() const { return waits_.fd(); }

  // Handles what the tasks report to their tracer; true if there was anything.
  bool HandleReports() { return tracer_.HandleReports(); }
  // Answers one call, now or later; true if it did no more than read a clock.
  bool Handle(Notification call);
  // Lets go whoever has waited long enough or for something that has come; true
  // if there was anybody. `descriptors`: something may have come through one.
  bool Release(bool descriptors);

  // Brings the clock up to date with what the tasks have used.
  void Look();
  absl::Duration now() const { return clock_.now(); }
  absl::Duration computed() const { return clock_.computed(); }
  // As above, for a stamp on something that task `tid` does.
  absl::Duration NowOf(pid_t tid);

  // Whether there was a moment since the call began in which every task was
  // asleep and nothing that a task did before was still on its way to another.
  // What waits for the supervisor, it has to find out itself.
  bool AllAsleep();

  enum class Step {
    kOn,           // time has passed; Release
    kLastWait,     // nobody waits for a time: only the world could go on
    kHeartbeat,    // nothing but an event loop's idle heart goes on
    kBeyondLimit,  // nothing would happen before the limit
  };
  // To be called when all is asleep: goes on to the next moment at which
  // something happens. `activity` is any number that changes when the run
  // shows a sign of life.
  Step GoOn(std::int64_t activity);
  // Whether somebody sleeps with a timeout that only the kernel knows, so that
  // the last wait may end all the same.
  bool AwaitsKernel() const;
  // Time has gone past the limit, to see what comes.
  bool probing() const { return probe_.has_value(); }
  // When all fell asleep, before time went past the limit.
  absl::Duration asleep_since() const { return probe_->asleep_since; }
  // The run has shown a sign of life past the limit.
  bool LivesBeyondLimit(std::int64_t activity) const;

  // How long to let the tasks run before the next look.
  absl::Duration Patience(absl::Duration wanted);

  // Null unless decisions are kept.
  Explanation* explanation() {
    return explanation_.has_value() ? &*explanation_ : nullptr;
  }

  bool ended() const { return tracer_.ended(); }
  void Bury() { tracer_.Bury(); }
  std::size_t tasks() const { return tasks_.size(); }
  const std::vector<BlockingSleep>& blocking_sleeps() const {
    return waits_.blocking_sleeps();
  }
  // Real time for which the run could not go on because others had the cores.
  absl::Duration run_queue_delay() const { return progress_.waited_for_core(); }

 private:
  struct Probe {
    absl::Duration asleep_since;
    std::int64_t activity = 0;
  };
  // The next moment at which something happens.
  struct Next {
    absl::Duration at = absl::InfiniteDuration();
    absl::Duration since;  // when it began to wait
    bool of_event_loop = false;
    const Task* task = nullptr;  // whose wait it is; or else
    const Timer* timer = nullptr;
  };

  bool HasDriver() const;
  bool IsAsleep(Task& task) const;
  bool AreAsleep(absl::FunctionRef<bool(const Task& task)> whose);
  bool HasTurn(const Task& task);
  void PublishClock(Task& task);
  void ExplainSkip(absl::Duration from, const Next& next);
  bool RecallStrays();
  Next FindNext(bool of_driver);
  absl::Duration Until(bool of_driver) const;
  std::int64_t Life(std::int64_t activity) const;

  Listener& listener_;
  const absl::Duration limit_;
  Tasks tasks_;
  Clock clock_;
  std::optional<Explanation> explanation_;
  Progress progress_;
  Timers timers_;
  WaitSet waits_;
  Tracer tracer_;
  pid_t last_awake_ = -1;
  std::int64_t sleeps_ = 0;  // waits that were not an event loop's
  std::optional<Probe> probe_;
  // Deadlines of the driver up to here are served; see kSameMoment.
  absl::Duration driver_until_ = -absl::InfiniteDuration();
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_VIRTUAL_TIME_H_

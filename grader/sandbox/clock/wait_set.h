// The held waits of a run: takes them in, finds those whose end has come, and
// lets their tasks go.
#ifndef GRADER_SANDBOX_CLOCK_WAIT_SET_H_
#define GRADER_SANDBOX_CLOCK_WAIT_SET_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/execute/observation.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/explanation.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/clock/task.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

class WaitSet {
 public:
  // All arguments outlive the set; the waits lie in their tasks. `explanation`
  // may be null.
  WaitSet(Tasks& tasks, const Clock& clock, Listener& listener,
          Explanation* explanation);

  // Readable when a descriptor that somebody waits for is ready.
  int fd() const { return ready_.get(); }

  // Takes in the wait that `task` has asked for. If it repeats one that was
  // interrupted, it goes on with the old deadline.
  void Hold(Task& task, HeldWait wait);
  // Forgets the wait of `task`, if it has one. A sleep that would have blocked
  // an event loop is noted.
  void Drop(Task& task);
  // As above; a signal has ended it.
  void Interrupt(Task& task);

  // Lets go all tasks whose descriptor is ready, if `has_turn` says so of them,
  // whose word has changed, or who have a signal. True if there was one.
  // `descriptors`: one may have become ready.
  bool ReleaseReady(bool descriptors,
                    absl::FunctionRef<bool(const Task& task)> has_turn);
  // Lets go, in order of deadline, all tasks whose deadline is not later than
  // `until` says for them. True if there was one.
  bool ReleaseDue(absl::FunctionRef<absl::Duration(const Task& task)> until);
  // The driver's task, or the submission's, whose held wait ends first; nullptr
  // if there is none.
  Task* Earliest(bool of_driver);

  // Whether any held wait has to be looked at again and again.
  bool HasWords() const;

  const std::vector<BlockingSleep>& blocking_sleeps() const {
    return blocking_sleeps_;
  }

 private:
  void AwaitDescriptors(Task& task);
  void LeaveDescriptors(const HeldWait& wait);
  void NoteReadyDescriptors();
  bool ReleaseInTurn(bool of_driver,
                     absl::FunctionRef<bool(const Task& task)> has_turn);
  void Continue(Task& task, absl::string_view why);
  void Finish(Task& task, std::int64_t result, absl::string_view why);
  void NoteBlockingSleep(const Task& task);

  Tasks& tasks_;
  const Clock& clock_;
  Listener& listener_;
  Explanation* const explanation_;
  UniqueFd ready_;  // an epoll(7) of all awaited descriptors
  std::vector<BlockingSleep> blocking_sleeps_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_WAIT_SET_H_

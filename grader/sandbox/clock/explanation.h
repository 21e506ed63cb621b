// What the virtual clock of one run decided and why, a line per decision, for
// people. It is made only where it was asked for: who decides has a pointer to
// it, which is null otherwise.
#ifndef GRADER_SANDBOX_CLOCK_EXPLANATION_H_
#define GRADER_SANDBOX_CLOCK_EXPLANATION_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/task.h"
#include "grader/sandbox/clock/timer.h"

namespace grader::sandbox {

class Explanation {
 public:
  // `clock` outlives it; each line begins with what it shows.
  explicit Explanation(const Clock& clock) : clock_(clock) {}

  // A task "begins", "ends", ….
  void Say(const Task& task, absl::string_view what);
  // The wait of `task` is held from now on.
  void Hold(const Task& task);
  // The wait of `task` is no longer held, because of `why`.
  void LetGo(const Task& task, absl::string_view why);
  // `timer`, of a process whose first task has this number, was armed; or was
  // disarmed, if it has no deadline.
  void Arm(const Timer& timer, int task);
  void Fire(const Timer& timer, int task);
  // All are asleep, and the clock goes on from `from` to what it shows now,
  // where the wait of `task` or `timer` is due.
  void Skip(absl::Duration from, const Task& task);
  void Skip(absl::Duration from, const Timer& timer, int task);
  // The run was stopped, because of `why`.
  void Stop(absl::string_view why);

  // In order. There is a limit on how many are kept; the last line tells then.
  std::vector<std::string> lines() const;

 private:
  void Add(absl::string_view line);

  const Clock& clock_;
  std::vector<std::string> lines_;
  int left_out_ = 0;
};

// "12.345 ms", as lines have times.
std::string InMilliseconds(absl::Duration time);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_EXPLANATION_H_

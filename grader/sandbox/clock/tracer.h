// Follows every task of a run with ptrace(2): its birth, its programs, its
// signals, its end. Keeps the table of tasks that the clock looks at.
#ifndef GRADER_SANDBOX_CLOCK_TRACER_H_
#define GRADER_SANDBOX_CLOCK_TRACER_H_

#include <sys/types.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grader/sandbox/clock/clock.h"
#include "grader/sandbox/clock/explanation.h"
#include "grader/sandbox/clock/progress.h"
#include "grader/sandbox/clock/task.h"
#include "grader/sandbox/clock/timers.h"
#include "grader/sandbox/clock/wait_set.h"

namespace grader::sandbox {

// All calls from the thread that called Seize: ptrace(2) goes by threads.
class Tracer {
 public:
  // All arguments outlive the tracer. `explanation` may be null.
  Tracer(Tasks& tasks, Clock& clock, Progress& progress, WaitSet& waits,
         Timers& timers, Explanation* explanation);

  // Attaches to the first process, which waits before its exec. If the
  // supervisor dies from here on, all traced tasks die with it.
  absl::Status Seize(pid_t pid);

  // Handles whatever the tasks have to report; true if there was anything.
  // SIGCHLD tells when to call; after a true one has to call again, since new
  // tasks may have reported before their parents told of them.
  bool HandleReports();

  // Asks a task to leave the wait that the kernel carries out for it and to
  // make the call again. The report follows.
  void Recall(Task& task);

  // The first program of the run is at its first instruction, or past it.
  bool started() const { return started_; }
  // The first process has ended.
  bool ended() const { return ended_; }
  // Tasks that came and went; changes with each of them.
  int turnover() const { return turnover_; }

  // Lets no task go on any more, and takes leave of those that were killed,
  // also of such that were born unseen. Zombies are the tracer's before they
  // are their parents'.
  void Bury();

 private:
  void HandleStop(Task& task, int status);
  void HandleSignal(Task& task, int signal);
  void HandleRecall(Task& task);
  void HandleExec(Task& task);
  void StartClock();
  void HandleEnd(pid_t tid);
  void Add(pid_t tid);
  void Explain(const Task& task, absl::string_view what);

  Tasks& tasks_;
  Clock& clock_;
  Progress& progress_;
  WaitSet& waits_;
  Timers& timers_;
  Explanation* const explanation_;
  pid_t first_ = -1;
  bool first_runs_ = false;  // its program has begun
  bool started_ = false;
  bool ended_ = false;
  bool burying_ = false;
  int turnover_ = 0;
  int births_ = 0;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_TRACER_H_

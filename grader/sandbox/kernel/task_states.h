// What procfs tells of one task (a thread): the processor time it used, whether
// it sleeps, its signals. The virtual clock is built on these readings.
#ifndef GRADER_SANDBOX_KERNEL_TASK_STATES_H_
#define GRADER_SANDBOX_KERNEL_TASK_STATES_H_

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// A task's line in /proc/PID/schedstat.
struct Schedule {
  absl::Duration cpu;        // on a core
  absl::Duration delay;      // ready, but waiting for one
  std::uint64_t slices = 0;  // times it was given one

  bool operator==(const Schedule&) const = default;
};

// The parts of /proc/PID/status that are needed here; sets of signals have bit
// N - 1 set for signal N.
struct TaskStatus {
  pid_t tgid = -1;
  pid_t parent = -1;
  pid_t own_pid = -1;  // as the task itself knows it, in its pid namespace
  std::uint64_t pending = 0;
  std::uint64_t caught = 0;
  std::int64_t sleeps = -1;  // times it gave its core away of its own will
};

// Where a task sleeps: a system call and its arguments, as in
// /proc/PID/syscall.
struct SleepingCall {
  int call = -1;  // SYS_…; -1: in none, but not running either
  std::array<std::uint64_t, 6> args = {};
};

// Not set once the task is gone.
std::optional<TaskStatus> ReadTaskStatus(pid_t tid);

// How a task has been scheduled so far.
class ScheduleFile {
 public:
  explicit ScheduleFile(pid_t tid);

  // Exact for a task that is off its core; up to a tick behind for one that
  // runs. Not set once the task is reaped.
  std::optional<Schedule> Read() const;

 private:
  UniqueFd file_;
};

// The procfs files of one task, kept open: they are read at every look.
class TaskFiles {
 public:
  explicit TaskFiles(pid_t tid);

  std::optional<Schedule> ReadSchedule() const { return schedule_.Read(); }

  // How often the task gave its core away of its own will, that is, fell
  // asleep; -1 once it is reaped.
  std::int64_t ReadSleeps() const;

  // The letter of proc(5): R, S, D, T, t, Z; X once the task is reaped.
  char ReadState() const;

  // Where the task sleeps, or nullopt if it is running or ready to run. The
  // kernel answers only once the task has left its core, so a task that was
  // preempted on its way to sleep is not taken for asleep.
  std::optional<SleepingCall> ReadSleepingCall() const;

 private:
  ScheduleFile schedule_;
  UniqueFd status_;
  UniqueFd stat_;
  UniqueFd syscall_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_KERNEL_TASK_STATES_H_

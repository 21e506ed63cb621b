#include "grader/sandbox/clock/tracer.h"

#include <seccomp.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/sandbox/clock/registers.h"

namespace grader::sandbox {
namespace {

// Threads are followed too: a thread may fork, and only the tracer of the one
// that does is told. Clones without a tracer are refused by the filter.
constexpr long kOptions = PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                          PTRACE_O_TRACEVFORKDONE | PTRACE_O_TRACECLONE |
                          PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;

bool StopsAJob(int signal) {
  return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN ||
         signal == SIGTTOU;
}

// Waits that end with EINTR although no handler runs; see signal(7). Without a
// tracer a signal that is ignored does not reach them.
bool EndsWithoutHandler(int call) {
  return call == SCMP_SYS(epoll_wait) || call == SCMP_SYS(epoll_pwait) ||
         call == SCMP_SYS(epoll_pwait2);
}

}  // namespace

Tracer::Tracer(Tasks& tasks, Clock& clock, Progress& progress, WaitSet& waits,
               Timers& timers, Explanation* explanation)
    : tasks_(tasks),
      clock_(clock),
      progress_(progress),
      waits_(waits),
      timers_(timers),
      explanation_(explanation) {}

void Tracer::Explain(const Task& task, absl::string_view what) {
  if (explanation_ != nullptr) explanation_->Say(task, what);
}

absl::Status Tracer::Seize(pid_t pid) {
  if (ptrace(PTRACE_SEIZE, pid, nullptr, kOptions) != 0) {
    return absl::ErrnoToStatus(errno, "cannot trace the process (ptrace)");
  }
  first_ = pid;
  Add(pid);
  return absl::OkStatus();
}

bool Tracer::HandleReports() {
  std::vector<pid_t> tids;
  tids.reserve(tasks_.size());
  for (const auto& [tid, task] : tasks_) tids.push_back(tid);
  bool any = false;
  for (const pid_t tid : tids) {
    for (;;) {
      const auto task = tasks_.find(tid);
      if (task == tasks_.end()) break;
      // A first look that leaves a zombie in place: its last processor time is
      // still to be read.
      siginfo_t info = {};
      if (waitid(P_PID, static_cast<id_t>(tid), &info,
                 WEXITED | WSTOPPED | WNOHANG | WNOWAIT | __WALL) != 0) {
        if (errno == EINTR) continue;
        HandleEnd(tid);  // replaced by a thread of its process that called exec
        any = true;
        break;
      }
      if (info.si_pid == 0) break;
      any = true;
      if (info.si_code == CLD_EXITED || info.si_code == CLD_KILLED ||
          info.si_code == CLD_DUMPED) {
        HandleEnd(tid);
        break;
      }
      int status = 0;
      if (waitpid(tid, &status, WNOHANG | __WALL) != tid) break;
      if (WIFSTOPPED(status)) HandleStop(task->second, status);
    }
  }
  return any;
}

void Tracer::Add(pid_t tid) {
  if (tasks_.contains(tid)) return;
  const std::optional<TaskStatus> status = ReadTaskStatus(tid);
  Task task = {.tid = tid,
               .tgid = status.has_value() ? status->tgid : tid,
               .number = ++births_,
               .files = TaskFiles(tid)};
  progress_.Enter(task);
  // The first thread of a program is where its event loop runs, if it has one.
  task.runs_event_loop = tid == first_;
  tasks_.emplace(tid, std::move(task));
  ++turnover_;
}

void Tracer::HandleEnd(pid_t tid) {
  Task& task = tasks_.at(tid);
  progress_.LookAt(task);
  Explain(task, "ends");
  waits_.Drop(task);
  if (task.tid == task.tgid) timers_.Forget(task.tgid);
  if (tid == first_) ended_ = true;
  tasks_.erase(tid);
  ++turnover_;
  waitpid(tid, nullptr, WNOHANG | __WALL);
}

void Tracer::HandleStop(Task& task, int status) {
  const pid_t tid = task.tid;  // HandleExec replaces the task
  if (burying_) {
    // It may have been born after the others were killed.
    kill(tid, SIGKILL);
  }
  const int signal = WSTOPSIG(status);
  const int event = status >> 16;
  unsigned long message = 0;
  switch (event) {
    case 0:
      HandleSignal(task, signal);
      ptrace(PTRACE_CONT, tid, nullptr, static_cast<long>(signal));
      return;
    case PTRACE_EVENT_STOP:
      task.stopped = StopsAJob(signal);
      if (task.stopped) {
        ptrace(PTRACE_LISTEN, tid, nullptr, nullptr);
        return;
      }
      if (task.recalled) HandleRecall(task);
      break;
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE:
      ptrace(PTRACE_GETEVENTMSG, tid, nullptr, &message);
      task.waits_for_child = event == PTRACE_EVENT_VFORK;
      // It is born when all that was done before it has been done.
      progress_.LookAtAll();
      Add(static_cast<pid_t>(message));
      // A driver is what the first process starts before its own program.
      tasks_.at(static_cast<pid_t>(message)).of_driver =
          task.of_driver || (tid == first_ && !first_runs_);
      Explain(tasks_.at(static_cast<pid_t>(message)), "begins");
      if (task.own_clock.has_value()) {
        task.own_clock->Withdraw(static_cast<pid_t>(message));
        task.own_clock.reset();
      }
      break;
    case PTRACE_EVENT_VFORK_DONE:
      task.waits_for_child = false;
      break;
    case PTRACE_EVENT_EXEC:
      HandleExec(task);
      break;
    default:
      break;
  }
  ptrace(PTRACE_CONT, tid, nullptr, nullptr);
}

void Tracer::HandleSignal(Task& task, int signal) {
  const std::optional<InterruptedCall> call = ReadInterruptedCall(task);
  const std::optional<TaskStatus> status = ReadTaskStatus(task.tid);
  if (!call.has_value() || !status.has_value()) return;
  const bool handled = (status->caught >> (signal - 1) & 1) != 0;
  const bool was_held = task.wait.has_value() && !task.wait->continued &&
                        task.wait->call.call == call->call &&
                        call->result == kRestartUnlessHandled;
  if (was_held && handled) {
    // Real waits end when a handler runs, even one with SA_RESTART; the
    // kernel does not know that this was a wait.
    WriteRemainder(*task.wait, clock_.now());
    SetResult(task, -EINTR);
    waits_.Interrupt(task);
  } else if (!handled && call->result == -EINTR &&
             EndsWithoutHandler(call->call)) {
    MakeAgain(task);
  }
  // The handler comes first; what the call returns is settled.
  if (handled) task.asked.reset();
}

void Tracer::HandleRecall(Task& task) {
  task.recalled = false;
  const std::optional<InterruptedCall> call = ReadInterruptedCall(task);
  if (!call.has_value() || !task.wait.has_value() ||
      task.wait->call.call != call->call) {
    return;
  }
  if (call->result == -EINTR || (call->result <= kRestartUnlessHandled &&
                                 call->result >= kRestartCodesEnd)) {
    MakeAgain(task);
    task.wait->continued = false;  // goes on with its deadline
  }
}

void Tracer::HandleExec(Task& task) {
  // By which number the one that called exec went before.
  unsigned long former = 0;
  ptrace(PTRACE_GETEVENTMSG, task.tid, nullptr, &former);
  const auto caller = tasks_.find(static_cast<pid_t>(former));
  const int number =
      caller == tasks_.end() ? task.number : caller->second.number;
  const bool of_driver = task.of_driver;
  if (task.tid == first_) first_runs_ = true;
  std::optional<Clock::Lane> lane;
  absl::Duration stolen;
  if (caller != tasks_.end()) {
    lane = caller->second.lane;
    stolen = caller->second.stolen;
  }
  std::optional<VdsoClock> own_clock = VdsoClock::Install(task.tid);
  if (!own_clock.has_value()) HideVdso(task.tid);
  // The other threads are gone; the one that called exec took the place and
  // the number of the first. What the table has under that number was another
  // task, with files that now name nobody.
  std::vector<pid_t> gone;
  for (const auto& [tid, other] : tasks_) {
    if (other.tgid == task.tgid) gone.push_back(tid);
  }
  const pid_t tid = task.tid;
  for (const pid_t thread : gone) {
    waits_.Drop(tasks_.at(thread));
    tasks_.erase(thread);
  }
  timers_.ForgetOnExec(tid);
  Add(tid);
  --births_;  // it goes on under its number
  Task& renewed = tasks_.at(tid);
  renewed.own_clock = std::move(own_clock);
  renewed.number = number;
  renewed.of_driver = of_driver;
  if (!started_) {
    StartClock();
  } else if (lane.has_value()) {
    renewed.lane = *lane;
    renewed.stolen = stolen;
    progress_.LookAt(renewed);
  }
  Explain(renewed, "starts its program");
}

// A run starts with the first instruction of its first program; with a driver
// that is the driver's.
void Tracer::StartClock() {
  started_ = true;
  clock_ = Clock();
  for (auto& [tid, task] : tasks_) {
    progress_.Enter(task);
  }
}

void Tracer::Recall(Task& task) {
  Explain(task, "is asked back: somebody else took what it was let go for");
  task.recalled = true;
  ptrace(PTRACE_INTERRUPT, task.tid, nullptr, nullptr);
}

void Tracer::Bury() {
  burying_ = true;
  HandleReports();
  // Those that were born unseen are in no table. __WCLONE leaves out children
  // of our own, which end with SIGCHLD, but no traced task (wait(2)): one of
  // ours that has ended, such as an earlier process 1, would be shown each time
  // in place of all others.
  for (;;) {
    siginfo_t info = {};
    if (waitid(P_ALL, 0, &info,
               WEXITED | WSTOPPED | WNOHANG | WNOWAIT | __WCLONE) != 0 ||
        info.si_pid == 0) {
      return;
    }
    if (tasks_.contains(info.si_pid)) {
      if (!HandleReports()) return;
      continue;
    }
    int status = 0;
    if (waitpid(info.si_pid, &status, WNOHANG | __WALL) <= 0) return;
    if (WIFSTOPPED(status)) kill(info.si_pid, SIGKILL);
  }
}

}  // namespace grader::sandbox

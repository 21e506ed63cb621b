#include "grader/sandbox/clock/wait_set.h"
#include "grader/sandbox/kernel/task_memory.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace grader::sandbox {
namespace {

// Shorter ones are too short to matter to an event loop.
constexpr absl::Duration kShortestBlockingSleep = absl::Milliseconds(1);

bool HasSignal(const Task& task) {
  const std::optional<TaskStatus> status = ReadTaskStatus(task.tid);
  return status.has_value() && (status->pending & task.wait->signals) != 0;
}

// What became of the word that `wait` waits for, if it is no longer as
// expected.
enum class WordState { kAsExpected, kChanged, kFree };

WordState LookAt(const HeldWait& wait) {
  const HeldWait::Word& word = *wait.word;
  const auto value = ReadValue<std::uint32_t>(wait.call.tid, word.address);
  if (!value.has_value()) return WordState::kAsExpected;
  if (word.owned) {
    return (*value & word.mask) == 0 ? WordState::kFree
                                     : WordState::kAsExpected;
  }
  return (*value & word.mask) == word.expected ? WordState::kAsExpected
                                               : WordState::kChanged;
}

}  // namespace

WaitSet::WaitSet(Tasks& tasks, const Clock& clock, Listener& listener,
                 Explanation* explanation)
    : tasks_(tasks),
      clock_(clock),
      listener_(listener),
      explanation_(explanation),
      ready_(epoll_create1(EPOLL_CLOEXEC)) {}

void WaitSet::Hold(Task& task, HeldWait wait) {
  if (task.IsHeld() && task.wait->call.Repeats(wait.call)) {
    wait.begin = task.wait->begin;
    wait.deadline = task.wait->deadline;
  }
  Drop(task);
  task.wait = std::move(wait);
  if (explanation_ != nullptr) explanation_->Hold(task);
  AwaitDescriptors(task);
}

void WaitSet::Drop(Task& task) {
  if (!task.wait.has_value()) return;
  if (task.IsHeld()) {
    NoteBlockingSleep(task);
    clock_.Carry(task.lane);
  }
  LeaveDescriptors(*task.wait);
  task.wait.reset();
}

void WaitSet::AwaitDescriptors(Task& task) {
  for (const HeldWait::Descriptor& descriptor : task.wait->descriptors) {
    epoll_event event = {};
    event.events = descriptor.events;
    event.data.fd = task.tid;
    if (epoll_ctl(ready_.get(), EPOLL_CTL_ADD, descriptor.fd.get(), &event) !=
        0) {
      // EPERM: a file that is always ready, such as a regular one. The kernel
      // says best what else may be wrong with it.
      Continue(task, "the kernel carries it out");
      return;
    }
  }
}

void WaitSet::LeaveDescriptors(const HeldWait& wait) {
  // Closing is not enough: the task's own descriptor keeps the file open, and
  // with it the entry.
  for (const HeldWait::Descriptor& descriptor : wait.descriptors) {
    epoll_ctl(ready_.get(), EPOLL_CTL_DEL, descriptor.fd.get(), nullptr);
  }
}

void WaitSet::Continue(Task& task, absl::string_view why) {
  HeldWait& wait = *task.wait;
  LeaveDescriptors(wait);
  wait.descriptors.clear();
  if (wait.remainder.has_value() && !wait.remainder->on_signal_only) {
    WriteRemainder(wait, clock_.now());
  }
  // Interrupted in this moment: it comes back, or has ended.
  if (!listener_.Continue(wait.call)) return;
  if (explanation_ != nullptr) explanation_->LetGo(task, why);
  NoteBlockingSleep(task);
  clock_.Carry(task.lane);
  wait.continued = true;
}

void WaitSet::Finish(Task& task, std::int64_t result, absl::string_view why) {
  if (!listener_.Answer(task.wait->call, result)) {
    // Interrupted in this moment: it comes back, and then its deadline still
    // counts, or it has ended. Until then there is nothing to let go.
    LeaveDescriptors(*task.wait);
    task.wait->descriptors.clear();
    return;
  }
  if (explanation_ != nullptr) explanation_->LetGo(task, why);
  Drop(task);
}

void WaitSet::Interrupt(Task& task) {
  if (explanation_ != nullptr) explanation_->LetGo(task, "a signal has come");
  Drop(task);
}

void WaitSet::NoteReadyDescriptors() {
  std::array<epoll_event, 64> events;
  const int count = epoll_wait(ready_.get(), events.data(),
                               static_cast<int>(events.size()), 0);
  for (int i = 0; i < count; ++i) {
    const auto task = tasks_.find(events[static_cast<std::size_t>(i)].data.fd);
    if (task == tasks_.end() || !task->second.IsHeld()) continue;
    HeldWait& wait = *task->second.wait;
    if (!wait.ready_since.has_value()) wait.ready_since = clock_.now();
    // Known now, and nothing more to wake the supervisor for.
    LeaveDescriptors(wait);
  }
}

bool WaitSet::ReleaseInTurn(
    bool of_driver, absl::FunctionRef<bool(const Task& task)> has_turn) {
  std::vector<Task*> ready;
  for (auto& [tid, task] : tasks_) {
    if (task.of_driver != of_driver || !task.IsHeld()) continue;
    if (!task.wait->ready_since.has_value() || !has_turn(task)) continue;
    ready.push_back(&task);
  }
  for (Task* task : ready) {
    Continue(*task, "a descriptor is ready");
    clock_.Wake(task->lane);
  }
  return !ready.empty();
}

bool WaitSet::ReleaseReady(bool descriptors,
                           absl::FunctionRef<bool(const Task& task)> has_turn) {
  if (descriptors) NoteReadyDescriptors();
  bool any = ReleaseInTurn(false, has_turn);
  any = ReleaseInTurn(true, has_turn) || any;
  for (auto& [tid, task] : tasks_) {
    if (!task.IsHeld()) continue;
    if (task.wait->word.has_value()) {
      const WordState state = LookAt(*task.wait);
      if (state == WordState::kAsExpected) continue;
      if (!listener_.Holds(task.wait->call)) continue;
      any = true;
      if (state == WordState::kFree) {
        Continue(task, "the lock is free");
      } else {
        Finish(task, -EAGAIN, "the word has changed");
      }
      clock_.Wake(task.lane);
    } else if (task.wait->signals != 0 && HasSignal(task)) {
      if (!listener_.Holds(task.wait->call)) continue;
      Continue(task, "a signal has come");
      clock_.Wake(task.lane);
      any = true;
    }
  }
  return any;
}

bool WaitSet::ReleaseDue(
    absl::FunctionRef<absl::Duration(const Task& task)> until) {
  std::vector<Task*> due;
  for (auto& [tid, task] : tasks_) {
    if (!task.IsHeld() || task.wait->deadline > until(task)) continue;
    if (listener_.Holds(task.wait->call)) due.push_back(&task);
  }
  std::stable_sort(due.begin(), due.end(), [](const Task* a, const Task* b) {
    return a->wait->deadline < b->wait->deadline;
  });
  for (Task* task : due) {
    const HeldWait& wait = *task->wait;
    if (wait.ready_since.has_value()) {
      Continue(*task, "a descriptor is ready");
      continue;
    }
    static constexpr std::array<char, 512> kZeros = {};
    for (const HeldWait::Range& range : wait.cleared_at_deadline) {
      WriteMemory(task->tid, range.address, kZeros.data(),
                  std::min<std::uint64_t>(range.size, kZeros.size()));
    }
    if (wait.remainder.has_value() && !wait.remainder->on_signal_only) {
      WriteRemainder(wait, wait.deadline);
    }
    Finish(*task, wait.result_at_deadline, "it is due");
  }
  return !due.empty();
}

Task* WaitSet::Earliest(bool of_driver) {
  Task* earliest = nullptr;
  for (auto& [tid, task] : tasks_) {
    if (!task.IsHeld() || task.of_driver != of_driver) continue;
    if (earliest != nullptr && task.wait->deadline >= earliest->wait->deadline)
      continue;
    if (listener_.Holds(task.wait->call)) earliest = &task;
  }
  return earliest;
}

bool WaitSet::HasWords() const {
  return std::any_of(tasks_.begin(), tasks_.end(), [](const auto& entry) {
    return entry.second.IsHeld() && entry.second.wait->word.has_value();
  });
}

void WaitSet::NoteBlockingSleep(const Task& task) {
  const HeldWait& wait = *task.wait;
  const bool blocks = task.runs_event_loop && !wait.for_events;
  if (!blocks || clock_.now() - wait.begin < kShortestBlockingSleep) return;
  blocking_sleeps_.push_back({wait.begin, clock_.now()});
}

}  // namespace grader::sandbox

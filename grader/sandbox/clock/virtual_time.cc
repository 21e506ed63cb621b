#include "grader/sandbox/clock/virtual_time.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "grader/sandbox/clock/decision.h"
#include "grader/sandbox/clock/event_calls.h"
#include "grader/sandbox/clock/held_calls.h"

namespace grader::sandbox {
namespace {

// A look costs a few microseconds for each task; calls may come at any rate.
constexpr absl::Duration kBetweenLooks = absl::Microseconds(250);
// Whoever woke a task may have been taken off its core just then, before it was
// seen how much it had computed; so what the task does comes after a look.
constexpr absl::Duration kBetweenWakes = absl::Microseconds(20);
// A task that changes a word does not say so. This bounds how late, in
// processor time of that task, the one who waits for the word goes on.
constexpr absl::Duration kBetweenWords = absl::Microseconds(200);

// To publish the clock costs a fraction of what a reading costs. An event loop
// reads it a few times and sleeps again.
constexpr int kReadingsToPublish = 4;

// Some event loops wake up now and then with nothing to do: Boost.Asio, whose
// timer goes off every five minutes when it has no other. So a deadlocked one
// does have a deadline, far past any limit. A program that polls for something
// does so more often than this.
constexpr absl::Duration kShortestHeartbeat = absl::Minutes(1);
// How long heartbeats are watched: a timer that a program set for an hour is
// found, however many loops beat meanwhile.
constexpr absl::Duration kLongestProbe = absl::Minutes(65);
// Past the limit, a loop that wakes for nothing needs less than this.
constexpr absl::Duration kHeartbeatWork = absl::Milliseconds(50);

// What is due within this time is due in the same moment. There the submission
// goes first: the driver's deadlines wait until it sleeps and has none left, or
// until the moment is over. A submission that looks every 100 ms for an answer
// that the driver gives after 100 ms would else see it or not, depending on who
// has computed some microseconds more before. No timer promises to be in time.
constexpr absl::Duration kSameMoment = absl::Milliseconds(1);

// A submission and its driver take turns: what one of them sends wakes the
// other when the sender has fallen asleep. Side by side, the machine would say
// how much of what is sent in one go is there when the other begins to read.
// But one that computes on for longer than this keeps nobody waiting.
constexpr absl::Duration kLongestTurn = absl::Milliseconds(5);

}  // namespace

VirtualTime::VirtualTime(Listener& listener, absl::Duration limit,
                         bool explains)
    : listener_(listener),
      limit_(limit),
      explanation_(explains ? std::make_optional<Explanation>(clock_)
                            : std::nullopt),
      progress_(tasks_, clock_),
      timers_(tasks_, clock_, explanation()),
      waits_(tasks_, clock_, listener, explanation()),
      tracer_(tasks_, clock_, progress_, waits_, timers_, explanation()) {}

void VirtualTime::Look() {
  if (tracer_.started()) progress_.LookAtAll();
}

absl::Duration VirtualTime::NowOf(pid_t tid) {
  const auto task = tasks_.find(tid);
  if (!tracer_.started() || task == tasks_.end()) return clock_.now();
  const bool woken = task->second.lane.woken();
  if (tasks_.size() > 1 &&
      progress_.SinceLook() > (woken ? kBetweenWakes : kBetweenLooks)) {
    Look();
  }
  // It stands still in its call, so its own figure is exact.
  progress_.EnterCall(task->second);
  clock_.Tick();
  return clock_.now();
}

bool VirtualTime::Handle(Notification call) {
  NowOf(call.tid);
  const auto entry = tasks_.find(call.tid);
  if (entry == tasks_.end()) {
    listener_.Continue(call);
    return false;
  }
  Task& task = entry->second;
  if (task.asked.has_value() && call.GoesOnWith(*task.asked)) {
    call.call = task.asked->call;
    // Not in the kernel any more, and goes on with its deadline.
    if (task.wait.has_value()) task.wait->continued = false;
  }
  task.asked = call;
  task.reads_own_clock = false;  // for the answer it sleeps
  Decision decision = Decide(call, {clock_, timers_, task, HasDriver()});
  if (const auto* reading = std::get_if<ReadClock>(&decision)) {
    waits_.Drop(task);
    if (++task.readings >= kReadingsToPublish) PublishClock(task);
    listener_.Answer(call, reading->result);
    return true;
  }
  task.readings = 0;
  if (auto* wait = std::get_if<HeldWait>(&decision)) {
    if (!wait->for_events) ++sleeps_;
    waits_.Hold(task, std::move(*wait));
    return false;
  }
  waits_.Drop(task);
  if (const auto* used = std::get_if<UsedTimer>(&decision)) {
    listener_.Answer(call, used->result);
  } else {
    listener_.Continue(call);
  }
  return false;
}

void VirtualTime::PublishClock(Task& task) {
  if (!task.own_clock.has_value() || !clock_.Leads(task.lane)) return;
  task.own_clock->Publish(clock_, clock_.now() - task.seen.cpu);
  task.reads_own_clock = true;
}

bool VirtualTime::Release(bool descriptors) {
  progress_.AllowRealTime();
  const bool ready = waits_.ReleaseReady(
      descriptors, [this](const Task& task) { return HasTurn(task); });
  const bool fired = timers_.FireDue(
      [this](const Timer& timer) { return Until(timer.of_driver); });
  const bool due = waits_.ReleaseDue(
      [this](const Task& task) { return Until(task.of_driver); });
  return ready || fired || due;
}

// What is due up to then is to be served now.
absl::Duration VirtualTime::Until(bool of_driver) const {
  if (!of_driver) return clock_.now();
  return std::max(std::min(driver_until_, clock_.now()),
                  clock_.now() - kSameMoment);
}

bool VirtualTime::HasDriver() const {
  return std::any_of(tasks_.begin(), tasks_.end(),
                     [](const auto& entry) { return entry.second.of_driver; });
}

bool VirtualTime::IsAsleep(Task& task) const {
  switch (task.files.ReadState()) {
    case 'S':
    case 'T':
    case 'I':
    case 'Z':
    case 'X':
      return true;
    case 't':
      return task.stopped;
    case 'D':
      return task.waits_for_child;
    default:
      return false;
  }
}

// Two looks at all tasks, one after the other. In the second the kernel vouches
// for each that it is off its core; having used no processor time since the
// first, it was so all the while. So at the moment between the looks all were
// asleep at once, and who sleeps wakes nobody. Whose call is held has slept
// since it made the call, if it is held still and no signal has just woken it.
bool VirtualTime::AreAsleep(absl::FunctionRef<bool(const Task& task)> whose) {
  // Most of the time the same task is still at work.
  const auto last = tasks_.find(last_awake_);
  if (last != tasks_.end() && whose(last->second) && !last->second.IsHeld() &&
      !IsAsleep(last->second)) {
    return false;
  }
  for (auto& [tid, task] : tasks_) {
    if (!whose(task) || task.IsHeld()) continue;
    last_awake_ = tid;
    if (!IsAsleep(task)) return false;
    progress_.LookAt(task, true);
  }
  for (auto& [tid, task] : tasks_) {
    if (!whose(task)) continue;
    last_awake_ = tid;
    if (task.IsHeld()) {
      if (!IsAsleep(task) || !listener_.Holds(task.wait->call)) return false;
      continue;
    }
    if (!task.files.ReadSleepingCall().has_value()) return false;
    const std::optional<Schedule> schedule = task.files.ReadSchedule();
    if (schedule.has_value() && *schedule != task.seen) return false;
  }
  last_awake_ = -1;
  return true;
}

bool VirtualTime::AllAsleep() {
  if (!tracer_.started() || tasks_.empty()) return false;
  if (!AreAsleep([](const Task&) { return true; })) return false;
  for (auto& [tid, task] : tasks_) clock_.Carry(task.lane);
  return true;
}

// A timer of one's own goes off whoever has the turn. A task that waits for us
// to receive its call looks asleep.
bool VirtualTime::HasTurn(const Task& task) {
  if (!HasDriver()) return true;
  const auto is_other = [&](const Task& other) {
    return other.of_driver != task.of_driver;
  };
  return clock_.now() - *task.wait->ready_since > kLongestTurn ||
         timers_.LastFired(task.tgid) >= task.wait->begin ||
         (AreAsleep(is_other) && !listener_.HasCall());
}

// A task whose descriptor was ready was sent into the kernel, but somebody else
// was quicker and now it waits there, in real time.
bool VirtualTime::RecallStrays() {
  bool any = false;
  for (auto& [tid, task] : tasks_) {
    if (!task.wait.has_value() || !task.wait->continued) continue;
    if (task.recalled) return true;
    const std::optional<SleepingCall> sleeping = task.files.ReadSleepingCall();
    if (task.stopped || !sleeping.has_value() ||
        sleeping->call != task.wait->call.call) {
      continue;
    }
    tracer_.Recall(task);
    any = true;
  }
  return any;
}

bool VirtualTime::AwaitsKernel() const {
  return std::any_of(tasks_.begin(), tasks_.end(), [](const auto& entry) {
    const Task& task = entry.second;
    const std::optional<SleepingCall> sleeping = task.files.ReadSleepingCall();
    return sleeping.has_value() && HasKernelTimeout(*sleeping, task.tgid);
  });
}

VirtualTime::Next VirtualTime::FindNext(bool of_driver) {
  Next next;
  if (const Task* task = waits_.Earliest(of_driver); task != nullptr) {
    next = {task->wait->deadline, task->wait->begin, task->wait->for_events,
            task};
  }
  if (const Timer* timer = timers_.Earliest(of_driver);
      timer != nullptr && timer->deadline < next.at) {
    next = {timer->deadline, timer->armed, timer->kind == Timer::Kind::kFile,
            nullptr, timer};
  }
  return next;
}

std::int64_t VirtualTime::Life(std::int64_t activity) const {
  return activity + tracer_.turnover() + sleeps_;
}

bool VirtualTime::LivesBeyondLimit(std::int64_t activity) const {
  return probe_.has_value() && Life(activity) != probe_->activity;
}

VirtualTime::Step VirtualTime::GoOn(std::int64_t activity) {
  if (RecallStrays()) return Step::kOn;
  const Next own = FindNext(false);
  const Next drivers = FindNext(true);
  const bool driver_goes = drivers.at + kSameMoment < own.at;
  const Next& next = driver_goes ? drivers : own;
  if (next.at == absl::InfiniteDuration()) {
    return probing() ? Step::kHeartbeat : Step::kLastWait;
  }
  if (next.at > limit_) {
    // From its own beginning: of two event loops, one's heart beats shortly
    // after the other's.
    if (!next.of_event_loop ||
        next.at - next.since < kShortestHeartbeat - kHeartbeatWork) {
      return Step::kBeyondLimit;
    }
    if (!probing()) probe_ = Probe{clock_.now(), Life(activity)};
    if (clock_.now() - probe_->asleep_since > kLongestProbe) {
      return Step::kHeartbeat;
    }
  }
  const absl::Duration from = clock_.now();
  clock_.SkipTo(next.at);
  driver_until_ =
      driver_goes ? clock_.now() + kSameMoment : -absl::InfiniteDuration();
  if (explanation_.has_value()) ExplainSkip(from, next);
  for (auto& [tid, task] : tasks_) clock_.Carry(task.lane);
  return Step::kOn;
}

void VirtualTime::ExplainSkip(absl::Duration from, const Next& next) {
  if (next.task != nullptr) {
    explanation_->Skip(from, *next.task);
  } else if (next.timer != nullptr) {
    explanation_->Skip(from, *next.timer,
                       timers_.NumberOfTask(next.timer->tgid));
  }
}

absl::Duration VirtualTime::Patience(absl::Duration wanted) {
  if (waits_.HasWords()) wanted = std::min(wanted, kBetweenWords);
  // Even if a task computes all the time, no deadline is reached earlier.
  const absl::Duration left = std::min(FindNext(false).at - Until(false),
                                       FindNext(true).at - Until(true));
  return std::max(std::min(wanted, left), absl::Microseconds(10));
}

}  // namespace grader::sandbox

#include "grader/sandbox/clock/progress.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "grader/sandbox/kernel/tick_time.h"

namespace grader::sandbox {

Progress::Progress(Tasks& tasks, Clock& clock)
    : tasks_(tasks),
      clock_(clock),
      self_(gettid()),
      wait_(AvailableCores()),
      allowed_until_(MonotonicNow()),
      last_look_(allowed_until_),
      self_delay_(self_.Read().value_or(Schedule()).delay) {}

void Progress::Enter(Task& task) {
  // Before the other account, which then counts no less.
  if (const auto ticks = ReadTickTime(task.tgid)) {
    ticks_.try_emplace(task.tgid, *ticks);
  }
  task.seen = task.files.ReadSchedule().value_or(task.seen);
  task.known_slices = task.seen.slices;
  task.known_sleeps = task.files.ReadSleeps();
  task.stall.reset();
  task.stolen = absl::ZeroDuration();
  task.lane = clock_.Enter(task.seen.cpu);
}

void Progress::EnterCall(Task& task) {
  // It has left its core for the answer, and will get one again after it.
  ++task.known_sleeps;
  LookAt(task);
  ++task.known_slices;
  task.may_sleep = false;  // but for our answer
}

// Who slept got a core again: without a new slice there is nothing to ask for.
// Who was preempted got one again as well, and did not sleep. A sleep is
// counted when it begins, so one that had begun by the last look is known by
// its end.
bool Progress::HasSlept(Task& task, const Schedule& schedule) {
  if (schedule.slices <= task.known_slices) return false;
  task.known_slices = schedule.slices;
  const std::int64_t sleeps = task.files.ReadSleeps();
  const bool fell_asleep = sleeps > task.known_sleeps;
  const bool slept = fell_asleep || task.may_sleep;
  task.may_sleep = fell_asleep;
  // The sleep in a call is counted a moment after the call has come to us.
  task.known_sleeps = std::max(sleeps, task.known_sleeps);
  return slept;
}

std::optional<Progress::Sight> Progress::Observe(Task& task, char state) {
  const std::optional<Schedule> schedule = task.files.ReadSchedule();
  if (!schedule.has_value()) return std::nullopt;
  const bool slept = HasSlept(task, *schedule);
  task.may_sleep = task.may_sleep || state != 'R';
  NoteStolenTime(task, schedule->cpu - task.seen.cpu);
  cpu_ += schedule->cpu - task.seen.cpu;
  delay_ += schedule->delay - task.seen.delay;
  return Sight{&task, state, *schedule,
               slept ? Clock::Since::kSlept : Clock::Since::kReady};
}

// Ticks may be those of other tasks of its process or from before the last look
// at it: then something was stolen that is not noticed, but never the other way
// round. From a task that reads the clock by itself nothing is taken back: it
// may have seen it.
void Progress::NoteStolenTime(Task& task, absl::Duration used) {
  if (StolenTime(used, absl::ZeroDuration()) == absl::ZeroDuration()) return;
  const auto before = ticks_.find(task.tgid);
  const std::optional<absl::Duration> now = ReadTickTime(task.tgid);
  if (task.reads_own_clock || before == ticks_.end() || !now.has_value()) {
    return;
  }
  task.stolen += StolenTime(used, *now - before->second);
}

std::map<pid_t, absl::Duration> Progress::ReadTicks() const {
  std::map<pid_t, absl::Duration> ticks;
  for (const auto& [tid, task] : tasks_) {
    if (ticks.contains(task.tgid)) continue;
    if (const auto time = ReadTickTime(task.tgid)) ticks[task.tgid] = *time;
  }
  return ticks;
}

void Progress::Apply(const Sight& sight) {
  clock_.Run(sight.task->lane, sight.schedule.cpu - sight.task->stolen,
             sight.since);
  sight.task->seen = sight.schedule;
}

void Progress::LookAt(Task& task, bool asleep) {
  const std::optional<Sight> sight = Observe(task, asleep ? 'S' : 'R');
  AllowRealTime();
  if (sight.has_value()) Apply(*sight);
}

absl::Time Progress::AllowRealTime() {
  const absl::Time real = MonotonicNow();
  clock_.Allow(real - allowed_until_);
  allowed_until_ = real;
  return real;
}

void Progress::LookAtAll() {
  const absl::Time real = MonotonicNow();
  // Before the looks: this thread may wait for a core between here and there,
  // and ticks that were counted meanwhile are of what the next looks show.
  std::map<pid_t, absl::Duration> ticks = ReadTicks();
  sights_.clear();
  for (auto& [tid, task] : tasks_) {
    if (task.IsHeld()) continue;
    const char state = task.files.ReadState();
    const std::optional<Sight> sight = Observe(task, state);
    if (sight.has_value()) sights_.push_back(*sight);
  }
  // Behind the looks, between which this thread may have waited for a core:
  // what they show was done by now, and not by the time that they began.
  AllowRealTime();
  // Whoever may have woken another comes before that one, which goes on from
  // there: who never slept, then whom the grader has let go, in that order,
  // then who slept.
  std::stable_sort(
      sights_.begin(), sights_.end(), [](const Sight& a, const Sight& b) {
        const auto order = [](const Sight& sight) {
          const Clock::Lane& lane = sight.task->lane;
          const bool woken = lane.woken();
          return std::tuple(sight.since == Clock::Since::kSlept, woken,
                            woken ? lane.at : absl::ZeroDuration(),
                            lane.latest);
        };
        return order(a) < order(b);
      });
  ticks_ = std::move(ticks);
  for (const Sight& sight : sights_) {
    const Schedule before = sight.task->seen;
    Apply(sight);
    FollowState(sight, before);
  }
  clock_.Settle();
  const absl::Duration self_delay = self_.Read().value_or(Schedule()).delay;
  wait_.Add(real - last_look_, cpu_, delay_, self_delay - self_delay_);
  cpu_ = delay_ = absl::ZeroDuration();
  self_delay_ = self_delay;
  last_look_ = real;
}

void Progress::FollowState(const Sight& sight, const Schedule& before) {
  Task& task = *sight.task;
  // To wait for our answer is not to sleep, but that is over by the next look.
  const bool has_rested = task.rested && task.seen == before;
  task.rested = sight.state != 'R' && sight.state != 'D';
  if (task.rested && has_rested) clock_.Carry(task.lane);
  // State D is a wait for the kernel's own work (a disk, a grace period), which
  // comes in real time and is work done for the task: found in it twice, the
  // task was in it all the while but for what it ran or was ready to.
  if (sight.state != 'D' || task.waits_for_child) {
    task.stall.reset();
    return;
  }
  const Stall now = {MonotonicNow(), task.seen.cpu + task.seen.delay};
  if (task.stall.has_value()) {
    const absl::Duration stalled =
        now.since - task.stall->since - (now.ran - task.stall->ran);
    clock_.Stall(task.lane, std::max(stalled, absl::ZeroDuration()));
  }
  task.stall = now;
}

}  // namespace grader::sandbox

#include "scheduler.h"

#include <time.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "deadlines.h"
#include "ended_stacks.h"
#include "outside.h"
#include "real.h"
#include "report.h"
#include "spinning.h"
#include "turns.h"

namespace schedules {

bool active = false;
thread_local Thread* self = nullptr;
List<Thread*> threads;
List<HandOver> hand_overs;
List<Choice> choices;
std::uint64_t all_steps = 0;
std::uint64_t steps_of_order = 0;
std::uint64_t deeds = 0;

namespace {

// Nothing that is taught takes more; what spins for ever does.
constexpr std::uint64_t kMostSteps = 1'000'000;
constexpr int kMostYields = 20'000;
// A thread that spins for what another one does lets it go on after these.
constexpr int kMostStepsInARow = 400;
constexpr std::size_t kMostHandOvers = 400;
constexpr std::size_t kMostChoices = 20'000;
constexpr int kMostChangePoints = 4;

enum class Strategy { kReplay, kWalk, kPriorities };

Strategy strategy = Strategy::kReplay;
std::uint64_t random_state = 1;
int walk_shift = 1;  // hands over with probability 1 / 2^shift
bool looks_at_accesses = false;
std::uint64_t change_points[kMostChangePoints];
int change_count = 0;
long lowest_priority = 0;
int steps_in_a_row = 0;
int yields_so_far = 0;
int uncounted = 0;  // steps without a choice
std::int64_t now = 0;
std::uint64_t waits = 0;
List<Choice> wanted;

std::uint64_t Random() {
  // splitmix64
  std::uint64_t z = (random_state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

std::uint64_t RandomBelow(std::uint64_t bound) { return Random() % bound; }

// POSIX lets a thread wake up from a condition though nobody woke it, and one
// whose time has come may go first though others are ready.
bool MayWakeByItself(const Thread& thread) {
  return thread.state == State::kCondition || thread.deadline != kNever;
}

// Whoever spins takes locks, too, and lets them go.
bool IsOfLock(State state) {
  return state == State::kMutex || state == State::kReading ||
         state == State::kWriting;
}

void MakeReady(Thread& thread) {
  thread.state = State::kReady;
  thread.deadline = kNever;
}

void WakeByItself(Thread& thread) {
  if (thread.deadline != kNever) {
    thread.timed_out = true;
    if (thread.deadline > now) now = thread.deadline;
  }
  MakeReady(thread);
}

// What the schedule wants at the current step of `self`: a thread, or -1.
int Wanted() {
  for (const Choice& choice : wanted) {
    if (choice.thread == self->id && choice.step == self->steps) {
      return choice.to;
    }
  }
  return -1;
}

void Record(int to) {
  if (choices.size() < kMostChoices) {
    choices.push_back({self->id, self->steps, to});
  }
}

Thread* NextReady() {
  const int count = static_cast<int>(threads.size());
  for (int i = 1; i <= count; ++i) {
    Thread* const next = threads[(self->id + i) % count];
    if (next != self && next->state == State::kReady) return next;
  }
  return nullptr;
}

int CountReady() {
  int count = 0;
  for (Thread* thread : threads) {
    if (thread != self && thread->state == State::kReady) ++count;
  }
  return count;
}

Thread* RandomOther(bool (*fits)(const Thread&)) {
  int count = 0;
  for (Thread* thread : threads) {
    if (thread != self && fits(*thread)) ++count;
  }
  if (count == 0) return nullptr;
  int left = static_cast<int>(RandomBelow(count));
  for (Thread* thread : threads) {
    if (thread != self && fits(*thread) && left-- == 0) return thread;
  }
  return nullptr;
}

Thread* ByWalk(Thread* usual, bool goes_on) {
  if (goes_on && (Random() & ((1u << walk_shift) - 1)) != 0) return usual;
  // Now and then one that waits wakes up by itself.
  if (RandomBelow(32) == 0) {
    if (Thread* const sleeper = RandomOther(MayWakeByItself)) return sleeper;
  }
  Thread* const other = RandomOther(
      [](const Thread& thread) { return thread.state == State::kReady; });
  return other == nullptr ? usual : other;
}

// Probabilistic concurrency testing (Burckhardt and others, ASPLOS 2010).
Thread* ByPriorities(bool goes_on, bool gives_way) {
  for (int i = 0; i < change_count; ++i) {
    if (change_points[i] == steps_of_order) self->priority = --lowest_priority;
  }
  if (gives_way) self->priority = --lowest_priority;
  Thread* best = goes_on ? self : nullptr;
  for (Thread* thread : threads) {
    if (thread == self || thread->state != State::kReady) continue;
    if (best == nullptr || thread->priority > best->priority) best = thread;
  }
  return best;
}

Thread* AfterDeadline() {
  Thread* const first = FirstDeadline();
  if (first == nullptr) EndRun("deadlock");
  if (first->deadline > now) {
    // The grader's clock goes along.
    const std::int64_t pause = first->deadline - now;
    timespec rest = {pause / 1'000'000'000, pause % 1'000'000'000};
    while (__real_nanosleep(&rest, &rest) != 0) {
    }
  }
  WakeByItself(*first);
  LetIn();  // nobody could go on
  return first;
}

// Who goes on after the current step of `self`. Without a schedule: itself, or
// else the next one that can.
Thread* Pick(bool goes_on, bool gives_way) {
  if (!goes_on && CountReady() == 0) {
    // A schedule may still want somebody to wake by itself, but first the
    // deadlines come: nobody is ready.
    if (strategy == Strategy::kReplay) {
      const int want = Wanted();
      if (want >= 0 && want < static_cast<int>(threads.size()) &&
          MayWakeByItself(*threads[want])) {
        Record(want);
        WakeByItself(*threads[want]);
        return threads[want];
      }
    }
    return AfterDeadline();
  }
  Thread* usual = goes_on && !gives_way ? self : NextReady();
  if (usual == nullptr) usual = self;
  Thread* picked = usual;
  switch (strategy) {
    case Strategy::kReplay: {
      const int want = Wanted();
      if (want < 0 || want >= static_cast<int>(threads.size())) break;
      Thread* const wish = threads[want];
      if ((wish == self && goes_on) || wish->state == State::kReady ||
          (wish != self && MayWakeByItself(*wish))) {
        picked = wish;
      }
      break;
    }
    case Strategy::kWalk:
      picked = gives_way && goes_on ? usual : ByWalk(usual, goes_on);
      break;
    case Strategy::kPriorities:
      picked = ByPriorities(goes_on, gives_way);
      break;
  }
  if (picked != usual) Record(picked->id);
  if (picked != self && picked->state != State::kReady) WakeByItself(*picked);
  return picked;
}

void NoteHandOver(const Thread& next, bool chosen) {
  steps_in_a_row = 0;
  if (hand_overs.size() < kMostHandOvers) {
    hand_overs.push_back({self->id, next.id, chosen, self->place, next.place});
  }
}

void HandOverTo(Thread* next, bool chosen) {
  if (next == self) return;
  NoteHandOver(*next, chosen);
  Thread* const mine = self;
  GiveTurn(*next);
  AwaitTurn(*mine);
}

void Choose(bool yields, bool looks) {
  const bool alone = CountReady() == 0;
  const bool gives_way =
      !alone && (yields || ++steps_in_a_row > kMostStepsInARow);
  if (strategy != Strategy::kReplay && !gives_way) {
    // Though nobody is ready, somebody may wake up by itself.
    if (!looks || (alone && RandomBelow(64) != 0)) return;
  }
  HandOverTo(Pick(true, gives_way), true);
}

void CountAnyStep(const Place& place) {
  self->place = place;
  ++all_steps;
  if (self->awaited == nullptr) ++deeds;
  now += 100;
  if (all_steps > kMostSteps) EndRun("steps");
}

void CountStep(const Place& place) {
  ++self->steps;
  CountAnyStep(place);
}

// "seed=17 length=400", or "replay=0.5.1,2.7.0".
void ReadSchedule(const char* text) {
  if (std::strncmp(text, "replay=", 7) == 0) {
    const char* at = text + 7;
    while (*at >= '0' && *at <= '9') {
      char* end = nullptr;
      Choice choice;
      choice.thread = static_cast<int>(std::strtol(at, &end, 10));
      if (*end != '.') return;
      choice.step = static_cast<std::uint32_t>(std::strtoul(end + 1, &end, 10));
      if (*end != '.') return;
      choice.to = static_cast<int>(std::strtol(end + 1, &end, 10));
      wanted.push_back(choice);
      at = *end == ',' ? end + 1 : end;
    }
    return;
  }
  if (std::strncmp(text, "seed=", 5) != 0) return;
  char* end = nullptr;
  const std::uint64_t seed = std::strtoull(text + 5, &end, 10);
  std::uint64_t length = 1000;
  if (std::strncmp(end, " length=", 8) == 0) {
    length = std::strtoull(end + 8, nullptr, 10);
  }
  if (length < 1) length = 1;
  random_state = seed * 0x2545f4914f6cdd1du + 1;
  looks_at_accesses = seed % 4 == 3;
  if (seed % 4 == 0) {
    strategy = Strategy::kPriorities;
    change_count = static_cast<int>(1 + RandomBelow(kMostChangePoints));
    for (int i = 0; i < change_count; ++i) {
      change_points[i] = 1 + RandomBelow(length);
    }
  } else {
    strategy = Strategy::kWalk;
    walk_shift = static_cast<int>(1 + RandomBelow(4));
  }
}

}  // namespace

void Begin() {
  if (self != nullptr) return;
  const char* const schedule = std::getenv("GRADER_SCHEDULE");
  if (schedule == nullptr) return;
  ReadSchedule(schedule);
  self = AddThread(nullptr, {});
  self->handle = pthread_self();
  KnowFirstStack();
  PrepareReport();
  FindDriver();
  active = true;
}

Thread* AddThread(Thread* parent, const Place& created) {
  if (threads.size() == kMaxThreads) return nullptr;
  Thread* const thread = New<Thread>();
  thread->id = static_cast<int>(threads.size());
  thread->created = created;
  thread->place = created;
  thread->calls = &thread->root;
  thread->priority = static_cast<long>(Random() >> 33) + 1;
  if (parent != nullptr) {
    thread->clock.Join(parent->clock);
    parent->clock.Advance(parent->id);
  }
  thread->clock.Advance(thread->id);
  threads.push_back(thread);
  NoteChange();
  return thread;
}

void AwaitFirstTurn() { AwaitTurn(*self); }

void EndThread() {
  bool last = true;
  for (const Thread* thread : threads) {
    last = last && (thread == self || thread->state == State::kDone);
  }
  if (last) {
    // What static objects do at their end comes after all threads.
    for (const Thread* thread : threads) self->clock.Join(thread->clock);
    --self->inside;
    std::exit(0);
  }
  self->state = State::kDone;
  if (self->id != 0) NoteEndedStack();
  NoteChange();
  if (self->detached) self->waited_for = true;  // its handle may be given again
  WakeAll(State::kJoin, self);
  ++self->steps;
  Thread* const next = Pick(false, false);
  NoteHandOver(*next, false);
  GiveTurn(*next);
}

void Step(const Place& place, bool yields) {
  CountStep(place);
  ++steps_of_order;
  NoteLook();
  if (yields && ++yields_so_far > kMostYields) EndRun("steps");
  Choose(yields, true);
}

void StepOfAccess(const Place& place) {
  CountStep(place);
  Choose(false, looks_at_accesses);
}

bool Count(const Place& place) {
  CountAnyStep(place);
  return ++uncounted % kMostStepsInARow == 0;
}

bool Wait(State state, const void* object, const Place& place,
          std::int64_t deadline) {
  CountStep(place);
  ++steps_of_order;
  if (deadline != kNever) NoteLook();
  self->state = state;
  self->object = object;
  self->deadline = deadline;
  self->timed_out = false;
  self->waiting_since = ++waits;
  Thread* const next = Pick(false, false);
  if (next != self) HandOverTo(next, false);
  self->object = nullptr;
  return self->timed_out;
}

int WakeAll(State state, const void* object) {
  int woken = 0;
  for (Thread* thread : threads) {
    if (thread->state != state || thread->object != object) continue;
    MakeReady(*thread);
    ++woken;
  }
  if (woken > 0 && !IsOfLock(state)) NoteChange();
  return woken;
}

int WakeOne(State state, const void* object) {
  Thread* usual = nullptr;
  int count = 0;
  for (Thread* thread : threads) {
    if (thread->state != state || thread->object != object) continue;
    ++count;
    if (usual == nullptr || thread->waiting_since < usual->waiting_since) {
      usual = thread;
    }
  }
  if (usual == nullptr) return 0;
  Thread* picked = usual;
  if (count > 1) {
    // A choice of its own, so that it has a step of its own.
    ++self->steps;
    const int want = strategy == Strategy::kReplay ? Wanted() : -1;
    int left = static_cast<int>(
        strategy == Strategy::kReplay ? 0 : RandomBelow(count));
    for (Thread* thread : threads) {
      if (thread->state != state || thread->object != object) continue;
      if (strategy == Strategy::kReplay ? thread->id == want : left-- == 0) {
        picked = thread;
      }
    }
    if (picked != usual) Record(picked->id);
  }
  MakeReady(*picked);
  NoteChange();
  return 1;
}

void WakeByDeadline() {
  if (Thread* const first = FirstDeadline()) WakeByItself(*first);
}

std::int64_t Now() { return now; }
void TickForReading() {
  now += 1000;
  NoteReading();
}
void PassTime(std::int64_t nanoseconds) { now += nanoseconds; }

void EndRun(const char* how) {
  WriteReport(how);
  __real__exit(kEndedByRuntime);
}

}  // namespace schedules

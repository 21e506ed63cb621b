// The scheduler: of all threads of the submission one runs at a time, and at
// every step a seed, or a list of choices, says which. Not trusted: it is a
// part of the submission's process, and what it tells can only make a verdict
// worse.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_SCHEDULER_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_SCHEDULER_H_

#include <poll.h>
#include <pthread.h>

#include <cstdint>

#include "arena.h"
#include "clocks.h"

namespace schedules {

using Pc = std::uintptr_t;

// The calls that a thread is inside of, the innermost first.
struct Calls {
  const Calls* outer = nullptr;
  Pc from = 0;               // where the function was called
  Calls* inner = nullptr;    // the last call made from here …
  Calls* sibling = nullptr;  // … and those before it
};

// Where in the program something happened.
struct Place {
  const Calls* calls = nullptr;
  Pc pc = 0;
};

enum class State {
  kReady,
  kMutex,
  kReading,  // waits to read under a lock for readers and writers
  kWriting,
  kCondition,
  kSemaphore,
  kBarrier,
  kValue,  // waits for an atomic to change (a futex)
  kOnce,   // waits for what is done only once
  kJoin,
  kSleep,
  kDone,
};

inline constexpr std::int64_t kNever = INT64_MAX;

struct Object;

// What a thread waits for in the kernel.
struct Awaited {
  const pollfd* descriptors = nullptr;
  nfds_t count = 0;
  std::int64_t deadline = kNever;
};

struct Held {
  const Object* object = nullptr;
  Place place;
};

struct Thread {
  int id = 0;
  State state = State::kReady;
  const void* object = nullptr;    // what it waits for
  std::int64_t deadline = kNever;  // of what it waits for
  bool timed_out = false;
  std::uint32_t turn = 0;  // a futex: 1 when it is its turn
  Place place;             // of its last step
  Place created;
  Place outside;  // called a library from there
  Calls* calls = nullptr;
  int unnamed = 0;  // calls that it is inside of, more than are kept
  Calls root;
  std::uint32_t steps = 0;  // its own
  long priority = 0;
  std::uint64_t waiting_since = 0;   // a count: who waits longest
  std::uint32_t inside = 0;          // the runtime's own doing
  const Awaited* awaited = nullptr;  // it is ready, for it asks all the time …
  std::uint64_t vain_at = 0;         // … in vain when `deeds` were so many
  int vain = 0;  // how often in a row it asked for what had not come
  Clock clock;
  Clock acquired_later;  // by relaxed loads, until a fence
  Clock fence;           // of the last release fence
  bool has_fence = false;
  pthread_t handle{};
  void* (*body)(void*) = nullptr;
  void* argument = nullptr;
  bool waited_for = false;  // joined
  bool detached = false;
  int last_rounds = 0;
  void* stack = nullptr;
  std::uintptr_t stack_begin = 0;
  std::uintptr_t stack_end = 0;
  bool stack_is_given = false;  // by the program, which uses it afterwards
  List<Held> held;
};

// Whether there is a schedule to keep; else everything is as without.
extern bool active;
extern thread_local Thread* self;
extern List<Thread*> threads;

// Whether the caller is the submission, in a thread that the scheduler knows.
inline bool Observed() {
  return active && self != nullptr && self->inside == 0;
}

// The runtime's own doing is none of the submission's.
class Inside {
 public:
  Inside() { ++self->inside; }
  ~Inside() { --self->inside; }
};

// Reads what the grader wants of this run; called before anything else.
void Begin();

// A new thread, which has seen what `parent` has done.
Thread* AddThread(Thread* parent, const Place& created);

// The calling thread waits until it is its turn for the first time.
void AwaitFirstTurn();

// The calling thread is over; another one goes on. If it is the last one, the
// program ends as by `exit(0)`.
void EndThread();

// One step of the calling thread, at `place`, by which threads learn of each
// other: another one may go on first. Whoever `yields` lets the next one go
// first unless the schedule says otherwise.
void Step(const Place& place, bool yields = false);

// The same where memory is only read or written. Without a race it makes no
// difference who goes on here, so only some schedules look at it.
void StepOfAccess(const Place& place);

// A step that leaves no choice, but is counted, so that nothing runs for ever;
// true: now and then it has to be one that does.
bool Count(const Place& place);

// The calling thread waits for `object`; true if `deadline` came first.
bool Wait(State state, const void* object, const Place& place,
          std::int64_t deadline = kNever);

// Wakes all that wait for `object` in `state`, or one that the schedule picks;
// how many those were.
int WakeAll(State state, const void* object);
int WakeOne(State state, const void* object);

// Lets whoever waits with the earliest deadline go on.
void WakeByDeadline();

// The schedule's own clock, in nanoseconds from the start: it goes on a little
// with every step, and jumps when nobody can go on.
std::int64_t Now();
// Somebody read the clock.
void TickForReading();
// Time passed in the kernel.
void PassTime(std::int64_t nanoseconds);

// Ends the run: it is stuck, or goes on for ever.
[[noreturn]] void EndRun(const char* how);

// What is known of the run, as far as it went: for the report.
struct HandOver {
  int from = 0;
  int to = 0;
  bool chosen = false;  // else `from` could not go on
  Place left;           // where `from` stood
  Place entered;        // where `to` goes on
};
struct Choice {
  int thread = 0;
  std::uint32_t step = 0;  // of that thread
  int to = 0;
};
extern List<HandOver> hand_overs;
extern List<Choice> choices;
extern std::uint64_t all_steps;
extern std::uint64_t steps_of_order;  // those of Step and Wait
extern std::uint64_t
    deeds;  // steps but for those in the kernel; it gave something

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_SCHEDULER_H_

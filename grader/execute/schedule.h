// A Schedule: which thread of a run went on at each step, and what that brought
// to light. Told by the runtime in the submission's own process
// (problems/support/cpp/schedules), so nothing in it is trusted.
#ifndef GRADER_EXECUTE_SCHEDULE_H_
#define GRADER_EXECUTE_SCHEDULE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

// The file in the working directory that the runtime writes, and the
// environment variable that asks it to keep a schedule.
inline constexpr char kScheduleFile[] = ".schedule";
inline constexpr char kScheduleVariable[] = "GRADER_SCHEDULE";

// A place in the program: the addresses of the calls that led there, the
// innermost first, and, once it was looked up, the line of the submission that
// is the innermost.
struct SchedulePlace {
  std::vector<std::uint64_t> calls;
  std::string file;  // empty: not looked up, or none of the submission's
  int line = 0;
  bool operator==(const SchedulePlace&) const = default;
};

// At a step of its own, a thread let another one go on than it would have
// without a schedule.
struct ScheduleChoice {
  int thread = 0;
  std::int64_t step = 0;
  int to = 0;
  bool operator==(const ScheduleChoice&) const = default;
};

struct HandOver {
  int from = 0;
  int to = 0;
  bool chosen = false;  // else `from` had to wait, or was over
  SchedulePlace left;
  SchedulePlace entered;
  bool operator==(const HandOver&) const = default;
};

// A lock that a thread has.
struct HeldLock {
  int lock = 0;
  SchedulePlace taken;
  bool operator==(const HeldLock&) const = default;
};

enum class ThreadState {
  kReady,
  kMutex,
  kReading,
  kWriting,
  kCondition,
  kSemaphore,
  kBarrier,
  kValue,  // for an atomic to change
  kOnce,
  kJoin,
  kSleep,
  kDone,
  kDescriptor,  // in the kernel
};

struct ScheduledThread {
  ThreadState state = ThreadState::kReady;
  SchedulePlace created;  // nowhere: the main thread
  SchedulePlace place;    // of its last step
  int waits_for = 0;      // the lock, or the thread to join
  // Somebody notified the condition it waits for when nobody waited.
  std::optional<SchedulePlace> missed;
  std::vector<HeldLock> held;
  bool operator==(const ScheduledThread&) const = default;
};

struct MemoryAccess {
  int thread = 0;
  bool writes = false;
  bool atomic = false;
  SchedulePlace place;
  bool operator==(const MemoryAccess&) const = default;
};

// Two accesses to the same memory that nothing orders.
struct DataRace {
  MemoryAccess first;
  MemoryAccess second;
  bool operator==(const DataRace&) const = default;
};

enum class ScheduleEnd {
  kExit,
  kCrash,
  kDeadlock,
  kSteps,
  kUnscheduled,  // something was started that no schedule has
  // `race` has what the second thread did with the first one's stack, after
  // that one's end.
  kUseAfterJoin,
};

struct Schedule {
  ScheduleEnd end = ScheduleEnd::kExit;
  std::int64_t steps = 0;
  std::vector<ScheduleChoice> choices;
  std::vector<HandOver> hand_overs;
  std::vector<ScheduledThread> threads;  // 0 is the main thread
  std::optional<DataRace> race;

  // Which one it is of those that were tried: its seed, 0 for the one without
  // any choice, how many were tried, and whether choices that did not matter
  // were taken out of it.
  std::int64_t seed = 0;
  int tried = 0;
  int most = 0;  // that would have been tried
  bool operator==(const Schedule&) const = default;
};

// Reads what the runtime wrote; nothing if that is no report of a schedule.
std::optional<Schedule> ParseSchedule(absl::string_view text);

// "seed=17 length=400": asks for the schedule of `seed` in a program that takes
// about `length` steps. Seed 0: each thread goes on until it has to wait.
std::string ScheduleOfSeed(std::int64_t seed, std::int64_t length);

// Asks for the schedule of exactly these choices.
std::string ScheduleOfChoices(const std::vector<ScheduleChoice>& choices);

// All places in `schedule`.
std::vector<SchedulePlace*> PlacesOf(Schedule& schedule);

}  // namespace grader

#endif  // GRADER_EXECUTE_SCHEDULE_H_

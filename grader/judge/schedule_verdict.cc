#include "grader/judge/schedule_verdict.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

constexpr std::size_t kMostThreadsNamed = 8;

// " (bank.cpp:14)", or empty.
std::string InBrackets(const SchedulePlace& place) {
  const std::string words = PlaceInWords(place);
  return words.empty() ? "" : absl::StrCat(" (", words, ")");
}

std::string WaitInWords(const ScheduledThread& thread) {
  switch (thread.state) {
    case ThreadState::kReady:
      return "could go on";
    case ThreadState::kMutex:
      return absl::StrCat("waits for mutex ", thread.waits_for);
    case ThreadState::kReading:
      return absl::StrCat("waits to read under lock ", thread.waits_for);
    case ThreadState::kWriting:
      return absl::StrCat("waits to write under lock ", thread.waits_for);
    case ThreadState::kCondition:
      return absl::StrCat("waits for condition ", thread.waits_for);
    case ThreadState::kSemaphore:
      return absl::StrCat("waits for semaphore ", thread.waits_for);
    case ThreadState::kBarrier:
      return absl::StrCat("waits at barrier ", thread.waits_for);
    case ThreadState::kValue:
      return absl::StrCat("waits for atomic ", thread.waits_for, " to change");
    case ThreadState::kOnce:
      return "waits for what is done only once";
    case ThreadState::kJoin:
      return absl::StrCat("waits for ", NameOfThread(thread.waits_for),
                          " to end");
    case ThreadState::kSleep:
      return "sleeps";
    case ThreadState::kDone:
      return "is over";
    case ThreadState::kDescriptor:
      return "waits for a descriptor";
  }
  return "";
}

std::string AllThreads(const Schedule& schedule) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < schedule.threads.size(); ++i) {
    if (words.size() == kMostThreadsNamed) {
      words.push_back("…");
      break;
    }
    std::string one = ThreadInWords(schedule, static_cast<int>(i));
    if (!one.empty()) words.push_back(std::move(one));
  }
  return absl::StrJoin(words, "; ");
}

bool WaitsForLock(const ScheduledThread& thread) {
  return thread.state == ThreadState::kMutex ||
         thread.state == ThreadState::kReading ||
         thread.state == ThreadState::kWriting;
}

// A thread that waits for a condition that was notified too early, or nullptr.
// Where somebody waits for a lock, whoever holds that is what all wait for: a
// notification that comes in time would only move the wait.
const ScheduledThread* MissedWakeUp(const Schedule& schedule) {
  if (absl::c_any_of(schedule.threads, WaitsForLock)) return nullptr;
  for (const ScheduledThread& thread : schedule.threads) {
    if (thread.state == ThreadState::kCondition && thread.missed) {
      return &thread;
    }
  }
  return nullptr;
}

CodePlace Place(const SchedulePlace& place) { return {place.file, place.line}; }

Verdict Race(const DataRace& race) {
  return {VerdictWord::kWrongAnswer, "data_race",
          absl::StrCat("data race: ", AccessInWords(race.first), " and ",
                       AccessInWords(race.second),
                       " touch the same memory, and nothing orders the one "
                       "before the other"),
          Place(race.second.place)};
}

Verdict UseAfterJoin(const DataRace& use) {
  return {VerdictWord::kWrongAnswer, "use_after_join",
          absl::StrCat("use after join: ", AccessInWords(use.second),
                       " what was on the stack of ",
                       NameOfThread(use.first.thread), ", which is over"),
          Place(use.second.place)};
}

Verdict Deadlock(const Schedule& schedule) {
  if (const ScheduledThread* thread = MissedWakeUp(schedule)) {
    return {VerdictWord::kTimeLimitExceeded, "lost_wake_up",
            absl::StrCat("lost wake-up: condition ", thread->waits_for,
                         " was notified", InBrackets(*thread->missed),
                         " when nobody waited for it, and nobody is left who "
                         "would notify it again: ",
                         AllThreads(schedule)),
            Place(thread->place)};
  }
  Verdict verdict = {VerdictWord::kTimeLimitExceeded, "deadlock",
                     absl::StrCat("deadlock: ", AllThreads(schedule))};
  for (const ScheduledThread& thread : schedule.threads) {
    if (thread.state == ThreadState::kDone || thread.place.line == 0) continue;
    verdict.place = Place(thread.place);
    if (thread.state != ThreadState::kJoin) break;
  }
  return verdict;
}

Verdict WithoutEnd(const Schedule& schedule) {
  Verdict verdict = {
      VerdictWord::kTimeLimitExceeded, "step_limit",
      absl::StrCat("no end after ", schedule.steps,
                   " steps of its threads: ", AllThreads(schedule))};
  for (const ScheduledThread& thread : schedule.threads) {
    if (thread.state != ThreadState::kReady || thread.place.line == 0) continue;
    verdict.place = Place(thread.place);
    break;
  }
  return verdict;
}

// A schedule of some threads says nothing of what they do with the others.
Verdict Unscheduled(const Schedule& schedule) {
  Verdict verdict = {
      VerdictWord::kRunTimeError, "unscheduled",
      "it starts a thread or a process itself (clone, fork), of which no "
      "schedule can say when it goes on: start threads with the library's "
      "functions"};
  for (const ScheduledThread& thread : schedule.threads) {
    if (thread.state == ThreadState::kReady && thread.place.line != 0) {
      verdict.place = Place(thread.place);
      break;
    }
  }
  return verdict;
}

}  // namespace

std::string NameOfThread(int thread) {
  return thread == 0 ? "main" : absl::StrCat("thread ", thread);
}

std::string PlaceInWords(const SchedulePlace& place) {
  return place.line == 0 ? ""
                         : absl::StrCat(Readable(place.file), ":", place.line);
}

std::string ThreadInWords(const Schedule& schedule, int thread) {
  const ScheduledThread& one = schedule.threads[thread];
  if (one.state == ThreadState::kDone) return "";
  std::string words = absl::StrCat(NameOfThread(thread), " ", WaitInWords(one),
                                   InBrackets(one.place));
  for (const HeldLock& held : one.held) {
    absl::StrAppend(&words, " and holds ", held.lock, InBrackets(held.taken));
  }
  return words;
}

std::string AccessInWords(const MemoryAccess& access) {
  return absl::StrCat(
      NameOfThread(access.thread), " ", access.atomic ? "atomically " : "",
      access.writes ? "writes" : "reads", InBrackets(access.place));
}

std::optional<Verdict> ScheduleVerdict(const Schedule& schedule) {
  if (schedule.race) {
    return schedule.end == ScheduleEnd::kUseAfterJoin
               ? UseAfterJoin(*schedule.race)
               : Race(*schedule.race);
  }
  switch (schedule.end) {
    case ScheduleEnd::kDeadlock:
      return Deadlock(schedule);
    case ScheduleEnd::kSteps:
      return WithoutEnd(schedule);
    case ScheduleEnd::kUnscheduled:
      return Unscheduled(schedule);
    case ScheduleEnd::kUseAfterJoin:  // without a word of it
    case ScheduleEnd::kExit:
    case ScheduleEnd::kCrash:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace grader

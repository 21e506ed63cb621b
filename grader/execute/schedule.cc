#include "grader/execute/schedule.h"

#include <cstddef>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace grader {
namespace {

using nlohmann::json;

// More than the runtime writes is somebody else's.
constexpr std::size_t kMostEntries = 100'000;
constexpr int kMostThreads = 256;

// Thrown within this file alone.
struct NoSchedule {};

const json& Member(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) throw NoSchedule();
  return *found;
}

std::int64_t Whole(const json& value) {
  if (!value.is_number_integer()) throw NoSchedule();
  const auto number = value.get<std::int64_t>();
  if (number < 0) throw NoSchedule();
  return number;
}

int ThreadNumber(const json& value) {
  const std::int64_t number = Whole(value);
  if (number >= kMostThreads) throw NoSchedule();
  return static_cast<int>(number);
}

int Small(const json& value) {
  const std::int64_t number = Whole(value);
  if (number > 1'000'000'000) throw NoSchedule();
  return static_cast<int>(number);
}

bool Truth(const json& value) {
  if (!value.is_boolean()) throw NoSchedule();
  return value.get<bool>();
}

const json& Entries(const json& value) {
  if (!value.is_array() || value.size() > kMostEntries) throw NoSchedule();
  return value;
}

SchedulePlace Place(const json& value) {
  SchedulePlace place;
  for (const json& call : Entries(value)) {
    place.calls.push_back(static_cast<std::uint64_t>(Whole(call)));
  }
  return place;
}

ScheduleEnd End(const std::string& name) {
  if (name == "exit") return ScheduleEnd::kExit;
  if (name == "crash") return ScheduleEnd::kCrash;
  if (name == "deadlock") return ScheduleEnd::kDeadlock;
  if (name == "steps") return ScheduleEnd::kSteps;
  if (name == "unscheduled") return ScheduleEnd::kUnscheduled;
  if (name == "use_after_join") return ScheduleEnd::kUseAfterJoin;
  throw NoSchedule();
}

ThreadState State(const std::string& name) {
  constexpr const char* kNames[] = {
      "ready",     "mutex",   "reading",   "writing", "condition",
      "semaphore", "barrier", "value",     "once",    "join",
      "sleep",     "done",    "descriptor"};
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (name == kNames[i]) return static_cast<ThreadState>(i);
  }
  throw NoSchedule();
}

std::string Word(const json& value) {
  if (!value.is_string()) throw NoSchedule();
  return value.get<std::string>();
}

ScheduledThread Thread(const json& object) {
  ScheduledThread thread;
  thread.state = State(Word(Member(object, "state")));
  thread.created = Place(Member(object, "created"));
  thread.place = Place(Member(object, "at"));
  if (object.contains("joins")) {
    thread.waits_for = ThreadNumber(object["joins"]);
  } else if (object.contains("object")) {
    thread.waits_for = Small(object["object"]);
  }
  if (object.contains("missed")) thread.missed = Place(object["missed"]);
  for (const json& held : Entries(Member(object, "holds"))) {
    thread.held.push_back(
        {Small(Member(held, "object")), Place(Member(held, "at"))});
  }
  return thread;
}

MemoryAccess Access(const json& object) {
  return {ThreadNumber(Member(object, "thread")),
          Truth(Member(object, "writes")), Truth(Member(object, "atomic")),
          Place(Member(object, "at"))};
}

Schedule Read(const json& object) {
  Schedule schedule;
  schedule.end = End(Word(Member(object, "end")));
  schedule.steps = Whole(Member(object, "steps"));
  for (const json& choice : Entries(Member(object, "choices"))) {
    if (!choice.is_array() || choice.size() != 3) throw NoSchedule();
    schedule.choices.push_back(
        {ThreadNumber(choice[0]), Whole(choice[1]), ThreadNumber(choice[2])});
  }
  for (const json& one : Entries(Member(object, "hand_overs"))) {
    schedule.hand_overs.push_back(
        {ThreadNumber(Member(one, "from")), ThreadNumber(Member(one, "to")),
         Truth(Member(one, "chosen")), Place(Member(one, "left")),
         Place(Member(one, "entered"))});
  }
  for (const json& thread : Entries(Member(object, "threads"))) {
    schedule.threads.push_back(Thread(thread));
  }
  if (object.contains("race")) {
    schedule.race = {Access(Member(object["race"], "first")),
                     Access(Member(object["race"], "second"))};
  }
  return schedule;
}

}  // namespace

std::optional<Schedule> ParseSchedule(absl::string_view text) {
  const json object = json::parse(text.begin(), text.end(), nullptr,
                                  /*allow_exceptions=*/false);
  if (!object.is_object()) return std::nullopt;
  try {
    return Read(object);
  } catch (const NoSchedule&) {
    return std::nullopt;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

std::string ScheduleOfSeed(std::int64_t seed, std::int64_t length) {
  if (seed == 0) return ScheduleOfChoices({});
  return absl::StrCat("seed=", seed, " length=", length);
}

std::string ScheduleOfChoices(const std::vector<ScheduleChoice>& choices) {
  return absl::StrCat(
      "replay=", absl::StrJoin(choices, ",",
                               [](std::string* out, const ScheduleChoice& one) {
                                 absl::StrAppend(out, one.thread, ".", one.step,
                                                 ".", one.to);
                               }));
}

std::vector<SchedulePlace*> PlacesOf(Schedule& schedule) {
  std::vector<SchedulePlace*> places;
  for (HandOver& one : schedule.hand_overs) {
    places.push_back(&one.left);
    places.push_back(&one.entered);
  }
  for (ScheduledThread& thread : schedule.threads) {
    places.push_back(&thread.created);
    places.push_back(&thread.place);
    if (thread.missed) places.push_back(&*thread.missed);
    for (HeldLock& held : thread.held) places.push_back(&held.taken);
  }
  if (schedule.race) {
    places.push_back(&schedule.race->first.place);
    places.push_back(&schedule.race->second.place);
  }
  return places;
}

}  // namespace grader

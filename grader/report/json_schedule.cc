#include "grader/report/json_schedule.h"

#include "grader/judge/schedule_verdict.h"

namespace grader {
namespace {

// null where the line is not known.
Json PlaceObject(const SchedulePlace& place) {
  if (place.line == 0) return nullptr;
  return {{"file", place.file}, {"line", place.line}};
}

Json AccessObject(const MemoryAccess& access) {
  return {{"thread", access.thread},
          {"writes", access.writes},
          {"atomic", access.atomic},
          {"place", PlaceObject(access.place)}};
}

}  // namespace

Json ScheduleObject(const Schedule& schedule) {
  Json object = {{"seed", schedule.seed},
                 {"tried", schedule.tried},
                 {"schedules", schedule.most},
                 {"hand_overs", Json::array()},
                 {"threads", Json::array()}};
  for (const HandOver& one : schedule.hand_overs) {
    object["hand_overs"].push_back({{"from", one.from},
                                    {"to", one.to},
                                    {"chosen", one.chosen},
                                    {"left", PlaceObject(one.left)},
                                    {"entered", PlaceObject(one.entered)}});
  }
  for (std::size_t i = 0; i < schedule.threads.size(); ++i) {
    const ScheduledThread& thread = schedule.threads[i];
    object["threads"].push_back(
        {{"created", PlaceObject(thread.created)},
         {"place", PlaceObject(thread.place)},
         {"doing", ThreadInWords(schedule, static_cast<int>(i))}});
  }
  if (schedule.race) {
    object["race"] = Json::array({AccessObject(schedule.race->first),
                                  AccessObject(schedule.race->second)});
  }
  return object;
}

}  // namespace grader

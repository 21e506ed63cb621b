#include "grader/course/quiz_event_json.h"

#include "nlohmann/json.hpp"

namespace grader {
namespace {

using Json = nlohmann::json;
using EventKind = QuizEvent::Kind;

constexpr const char* kKinds[] = {"begun", "shown", "hint", "answered",
                                  "expired"};

QuizEvent FromJson(const Json& json) {
  QuizEvent event;
  const std::string kind = json.at("event");
  for (int i = 0; i < 5; ++i) {
    if (kind == kKinds[i]) event.kind = static_cast<EventKind>(i);
  }
  event.at.boot = json.at("boot");
  event.at.since_boot =
      absl::Milliseconds(json.at("since_boot_ms").get<std::int64_t>());
  event.at.of_day =
      absl::FromUnixMillis(json.at("time_ms").get<std::int64_t>());
  event.question = json.value("question", "");
  event.answer = json.value("answer", "");
  event.seed = json.value("seed", std::uint64_t{0});
  event.percent = json.value("percent", 100);
  event.content = json.value("content", "");
  return event;
}

}  // namespace

std::string QuizEventJson(const QuizEvent& event) {
  Json json = {
      {"event", kKinds[static_cast<int>(event.kind)]},
      {"boot", event.at.boot},
      {"since_boot_ms", absl::ToInt64Milliseconds(event.at.since_boot)},
      {"time_ms", absl::ToUnixMillis(event.at.of_day)}};
  if (event.kind == EventKind::kBegun) {
    json["seed"] = event.seed;
    json["percent"] = event.percent;
    json["content"] = event.content;
  } else {
    json["question"] = event.question;
  }
  if (event.kind == EventKind::kAnswered) json["answer"] = event.answer;
  return json.dump();
}

absl::StatusOr<QuizEvent> ReadQuizEvent(absl::string_view line) {
  try {
    return FromJson(Json::parse(line));
  } catch (const Json::exception&) {
    return absl::InvalidArgumentError("this is no event of a quiz");
  }
}

}  // namespace grader

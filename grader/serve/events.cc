#include "grader/serve/events.h"

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"

namespace grader {

std::string StateName(Event::State state) {
  switch (state) {
    case Event::State::kReceived:
      return "received";
    case Event::State::kWaiting:
      return "waiting";
    case Event::State::kGrading:
      return "grading";
    case Event::State::kGraded:
      return "graded";
    case Event::State::kDeadline:
      return "deadline";
  }
  return "";
}

Event EventOfOthers(const OthersChange& change) {
  using Kind = OthersChange::Kind;
  using State = Event::State;
  Event event = {change.submission, change.person, State::kReceived, 0, "",
                 change.unit};
  switch (change.kind) {
    case Kind::kReceived:
      break;
    case Kind::kWaits:
      event.state = State::kWaiting;
      event.doing = kWaitsForItsTurn;
      break;
    case Kind::kBegun:
      event.state = State::kGrading;
      break;
    case Kind::kGraded:
      event.state = State::kGraded;
      break;
    case Kind::kDeadline:
      event.state = State::kDeadline;
      break;
  }
  return event;
}

std::string EventMessage(const Event& event, bool to_class) {
  using OrderedJson = nlohmann::ordered_json;
  OrderedJson json;
  if (!event.submission.empty()) json["id"] = event.submission;
  json["state"] = StateName(event.state);
  if (!event.unit.empty()) json["unit"] = event.unit;
  if (to_class && !event.person.empty()) json["person"] = event.person;
  if (event.state == Event::State::kWaiting) json["ahead"] = event.ahead;
  if (!event.doing.empty()) json["doing"] = event.doing;
  // JSON on one line has no line break in it, so it is one field.
  return absl::StrCat(
      "data: ",
      json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace), "\n\n");
}

std::shared_ptr<EventStream> Events::Listen(const std::string& person,
                                            const std::string& submission) {
  const std::lock_guard lock(mutex_);
  std::erase_if(listening_,
                [](const auto& one) { return one.second.stream.expired(); });
  std::size_t own = 0;
  for (const auto& [about, one] : listening_) own += one.person == person;
  if (own >= kMostOfOne || listening_.size() >= kMostOfAll) return nullptr;
  auto stream = std::make_shared<EventStream>();
  listening_.insert({submission, {person, stream}});
  return stream;
}

void Events::Tell(const Event& event) {
  using State = Event::State;
  const bool result = event.state == State::kGraded;
  const std::string subject =
      event.submission.empty()
          ? absl::StrCat("deadline of ", event.unit, " ", event.person)
          : event.submission;
  const std::lock_guard lock(mutex_);
  const auto tell = [&](const std::string& about) {
    const auto [first, last] = listening_.equal_range(about);
    if (first == last) return;
    const std::string message = EventMessage(event, about.empty());
    for (auto it = first; it != last; ++it) {
      const auto stream = it->second.stream.lock();
      if (stream == nullptr) continue;
      stream->Put(subject, message);
      if (result && !about.empty()) stream->End();
    }
  };
  if (!event.submission.empty()) tell(event.submission);
  if (result || event.state == State::kReceived ||
      event.state == State::kDeadline) {
    tell("");
  }
}

void Events::EndOf(const std::string& person) {
  const std::lock_guard lock(mutex_);
  for (const auto& [about, one] : listening_) {
    const auto stream = one.stream.lock();
    if (stream != nullptr && one.person == person) stream->End();
  }
}

void Events::EndAll() {
  const std::lock_guard lock(mutex_);
  for (const auto& [about, one] : listening_) {
    const auto stream = one.stream.lock();
    if (stream != nullptr) stream->End();
  }
}

}  // namespace grader

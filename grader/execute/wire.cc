#include "grader/execute/wire.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "grader/execute/wire_cbor.h"

namespace grader {
namespace {

using nlohmann::json;
using wire::At;
using wire::Bytes;
using wire::Field;
using wire::Integer;
using wire::List;
using wire::Map;
using wire::Nanoseconds;
using wire::Text;

// [argv, args, environment, input, answer, patience, bytes of output,
// feedback] or [].
json EncodeInteractor(const std::optional<Interactor>& interactor) {
  if (!interactor) return json::array();
  return {List(interactor->argv),       List(interactor->args),
          Map(interactor->environment), Bytes(interactor->input),
          Bytes(interactor->answer),    Nanoseconds(interactor->patience),
          interactor->output_bytes,     Map(interactor->feedback)};
}

std::optional<Interactor> DecodeInteractor(const json& j) {
  if (wire::Items(j).empty()) return std::nullopt;
  Interactor interactor;
  interactor.argv = wire::Texts(At(j, 0));
  interactor.args = wire::Texts(At(j, 1));
  interactor.environment = wire::TextMap(At(j, 2));
  interactor.input = Text(At(j, 3));
  interactor.answer = Text(At(j, 4));
  interactor.patience = wire::FromNanoseconds(At(j, 5));
  interactor.output_bytes = Integer(At(j, 6));
  interactor.feedback = wire::TextMap(At(j, 7));
  return interactor;
}

json EncodeCommand(const Command& command) {
  json files = json::array();
  for (const InputFile& file : command.files) {
    files.push_back({Bytes(file.name), Bytes(file.content)});
  }
  json readable = json::array();
  for (const auto& path : command.readable) {
    readable.push_back(Bytes(path.native()));
  }
  return {{"argv", List(command.argv)},
          {"driver", List(command.driver)},
          {"interactor", EncodeInteractor(command.interactor)},
          {"environment", Map(command.environment)},
          {"input", Bytes(command.input)},
          {"files", std::move(files)},
          {"directory", Bytes(command.directory.native())},
          {"readable", std::move(readable)},
          {"collect", List(command.collect)},
          {"virtual", command.clock == ClockKind::kVirtual},
          {"prints_on", command.prints_on},
          {"explain_clock", command.explain_clock}};
}

Command DecodeCommand(const json& j) {
  Command command;
  command.argv = wire::Texts(Field(j, "argv"));
  command.driver = wire::Texts(Field(j, "driver"));
  command.interactor = DecodeInteractor(Field(j, "interactor"));
  command.environment = wire::TextMap(Field(j, "environment"));
  command.input = Text(Field(j, "input"));
  for (const json& file : wire::Items(Field(j, "files"))) {
    command.files.push_back({Text(At(file, 0)), Text(At(file, 1))});
  }
  command.directory = Text(Field(j, "directory"));
  for (std::string& path : wire::Texts(Field(j, "readable"))) {
    command.readable.emplace_back(std::move(path));
  }
  command.collect = wire::Texts(Field(j, "collect"));
  command.clock =
      Field(j, "virtual").get<bool>() ? ClockKind::kVirtual : ClockKind::kReal;
  command.prints_on = Field(j, "prints_on").get<bool>();
  command.explain_clock = Field(j, "explain_clock").get<bool>();
  return command;
}

json EncodeLimits(const Limits& limits) {
  json numbers = json::array();
  ForEachLimit([&]<typename T>(const LimitField<T>& limit) {
    if constexpr (std::is_same_v<T, absl::Duration>) {
      numbers.push_back(Nanoseconds(limits.*limit.field));
    } else {
      numbers.push_back(limits.*limit.field);
    }
  });
  return numbers;
}

Limits DecodeLimits(const json& j) {
  Limits limits;
  int next = 0;
  ForEachLimit([&]<typename T>(const LimitField<T>& limit) {
    const json& number = At(j, next++);
    if constexpr (std::is_same_v<T, absl::Duration>) {
      limits.*limit.field = wire::FromNanoseconds(number);
    } else if constexpr (std::is_same_v<T, int>) {
      limits.*limit.field = wire::SmallInteger(number);
    } else {
      limits.*limit.field = Integer(number);
    }
  });
  return limits;
}

json EncodeTermination(const Termination& termination) {
  json value = 0;
  if (const auto* exited = std::get_if<Exited>(&termination)) {
    value = exited->code;
  } else if (const auto* signaled = std::get_if<Signaled>(&termination)) {
    value = signaled->signal;
  } else if (const auto* killed = std::get_if<Killed>(&termination)) {
    value = static_cast<int>(killed->limit);
  }
  return {termination.index(), std::move(value)};
}

Limit DecodeLimit(const json& j) {
  const int value = wire::SmallInteger(j);
  if (value < 0 || value > static_cast<int>(Limit::kOpenFiles)) {
    throw wire::Malformed("no such limit");
  }
  return static_cast<Limit>(value);
}

Termination DecodeTermination(const json& j) {
  switch (wire::SmallInteger(At(j, 0))) {
    case 0:
      return Exited{wire::SmallInteger(At(j, 1))};
    case 1:
      return Signaled{wire::SmallInteger(At(j, 1))};
    case 2:
      return Killed{DecodeLimit(At(j, 1))};
    case 3:
      return Deadlocked{};
  }
  throw wire::Malformed("no such termination");
}

json EncodeCaptured(const CapturedText& text) {
  return {Bytes(text.head), Bytes(text.tail), text.omitted};
}

CapturedText DecodeCaptured(const json& j) {
  return {Text(At(j, 0)), Text(At(j, 1)), Integer(At(j, 2))};
}

// [termination, within_reach] or [].
json EncodeDriverFailure(const std::optional<DriverFailure>& failure) {
  if (!failure) return json::array();
  return {EncodeTermination(failure->end), failure->within_reach};
}

std::optional<DriverFailure> DecodeDriverFailure(const json& j) {
  if (wire::Items(j).empty()) return std::nullopt;
  return DriverFailure{DecodeTermination(At(j, 0)), At(j, 1).get<bool>()};
}

json EncodeTurns(const std::vector<Utterance>& turns) {
  json values = json::array();
  for (const Utterance& turn : turns) {
    values.push_back({turn.of_submission, EncodeCaptured(turn.text)});
  }
  return values;
}

std::vector<Utterance> DecodeTurns(const json& j) {
  std::vector<Utterance> turns;
  for (const json& value : wire::Items(j)) {
    turns.push_back({At(value, 0).get<bool>(), DecodeCaptured(At(value, 1))});
  }
  return turns;
}

// [[termination] or [], told of end, stderr, feedback, turns, …] or [].
json EncodeInteraction(const std::optional<Interaction>& interaction) {
  if (!interaction) return json::array();
  json end = json::array();
  if (interaction->end) end.push_back(EncodeTermination(*interaction->end));
  return {std::move(end),
          interaction->told_of_end,
          EncodeCaptured(interaction->err),
          Map(interaction->feedback),
          EncodeTurns(interaction->first_turns),
          interaction->turns_omitted,
          EncodeTurns(interaction->last_turns)};
}

std::optional<Interaction> DecodeInteraction(const json& j) {
  if (wire::Items(j).empty()) return std::nullopt;
  Interaction interaction;
  const json& end = At(j, 0);
  if (!wire::Items(end).empty()) {
    interaction.end = DecodeTermination(At(end, 0));
  }
  interaction.told_of_end = At(j, 1).get<bool>();
  interaction.err = DecodeCaptured(At(j, 2));
  interaction.feedback = wire::TextMap(At(j, 3));
  interaction.first_turns = DecodeTurns(At(j, 4));
  interaction.turns_omitted = Integer(At(j, 5));
  interaction.last_turns = DecodeTurns(At(j, 6));
  return interaction;
}

json EncodeObservation(const Observation& observation) {
  json limits = json::array();
  for (const Limit limit : observation.limits_reached) {
    limits.push_back(static_cast<int>(limit));
  }
  json sleeps = json::array();
  for (const BlockingSleep& sleep : observation.blocking_sleeps) {
    sleeps.push_back({Nanoseconds(sleep.begin), Nanoseconds(sleep.end)});
  }
  return {{"termination", EncodeTermination(observation.termination)},
          {"limits_reached", std::move(limits)},
          {"virtual", observation.clock == ClockKind::kVirtual},
          {"times",
           {Nanoseconds(observation.elapsed), Nanoseconds(observation.cpu_time),
            Nanoseconds(observation.wall_time),
            Nanoseconds(observation.run_queue_delay),
            Nanoseconds(observation.unaccounted_sleep),
            Nanoseconds(observation.computed)}},
          {"peak_memory_bytes", observation.peak_memory_bytes},
          {"out", EncodeCaptured(observation.out)},
          {"err", EncodeCaptured(observation.err)},
          {"files", Map(observation.files)},
          {"blocking_sleeps", std::move(sleeps)},
          {"driver_failure", EncodeDriverFailure(observation.driver_failure)},
          {"interaction", EncodeInteraction(observation.interaction)},
          {"isolation", List(observation.isolation)},
          {"clock_decisions", List(observation.clock_decisions)}};
}

Observation DecodeObservation(const json& j) {
  Observation observation;
  observation.termination = DecodeTermination(Field(j, "termination"));
  for (const json& limit : wire::Items(Field(j, "limits_reached"))) {
    observation.limits_reached.push_back(DecodeLimit(limit));
  }
  observation.clock =
      Field(j, "virtual").get<bool>() ? ClockKind::kVirtual : ClockKind::kReal;
  const json& times = Field(j, "times");
  observation.elapsed = wire::FromNanoseconds(At(times, 0));
  observation.cpu_time = wire::FromNanoseconds(At(times, 1));
  observation.wall_time = wire::FromNanoseconds(At(times, 2));
  observation.run_queue_delay = wire::FromNanoseconds(At(times, 3));
  observation.unaccounted_sleep = wire::FromNanoseconds(At(times, 4));
  observation.computed = wire::FromNanoseconds(At(times, 5));
  observation.peak_memory_bytes = Integer(Field(j, "peak_memory_bytes"));
  observation.out = DecodeCaptured(Field(j, "out"));
  observation.err = DecodeCaptured(Field(j, "err"));
  observation.files = wire::TextMap(Field(j, "files"));
  for (const json& sleep : wire::Items(Field(j, "blocking_sleeps"))) {
    observation.blocking_sleeps.push_back(
        {wire::FromNanoseconds(At(sleep, 0)),
         wire::FromNanoseconds(At(sleep, 1))});
  }
  observation.driver_failure = DecodeDriverFailure(Field(j, "driver_failure"));
  observation.interaction = DecodeInteraction(Field(j, "interaction"));
  observation.isolation = wire::Texts(Field(j, "isolation"));
  observation.clock_decisions = wire::Texts(Field(j, "clock_decisions"));
  return observation;
}

// ["text"] or [], since a text may be empty.
json EncodeOptional(const std::optional<std::string>& text) {
  json value = json::array();
  if (text) value.push_back(Bytes(*text));
  return value;
}

std::optional<std::string> DecodeOptional(const json& j) {
  if (wire::Items(j).empty()) return std::nullopt;
  return Text(At(j, 0));
}

json EncodeTrace(const Trace& trace) {
  json spans = json::array();
  for (const Span& span : trace.spans) {
    spans.push_back({Bytes(span.name), Bytes(span.id), Nanoseconds(span.begin),
                     span.end.has_value(),
                     Nanoseconds(span.end.value_or(absl::ZeroDuration()))});
  }
  json notes = json::array();
  for (const Note& note : trace.notes) {
    notes.push_back({Bytes(note.name), Bytes(note.text), Nanoseconds(note.at)});
  }
  return {{"spans", std::move(spans)},
          {"notes", std::move(notes)},
          {"error", EncodeOptional(trace.error)},
          {"done", trace.done},
          {"violation", EncodeOptional(trace.violation)}};
}

Trace DecodeTrace(const json& j) {
  Trace trace;
  for (const json& item : wire::Items(Field(j, "spans"))) {
    Span span = {Text(At(item, 0)), Text(At(item, 1)),
                 wire::FromNanoseconds(At(item, 2)), std::nullopt};
    if (At(item, 3).get<bool>()) span.end = wire::FromNanoseconds(At(item, 4));
    trace.spans.push_back(std::move(span));
  }
  for (const json& item : wire::Items(Field(j, "notes"))) {
    trace.notes.push_back({Text(At(item, 0)), Text(At(item, 1)),
                           wire::FromNanoseconds(At(item, 2))});
  }
  trace.error = DecodeOptional(Field(j, "error"));
  trace.done = Field(j, "done").get<bool>();
  trace.violation = DecodeOptional(Field(j, "violation"));
  return trace;
}

}  // namespace

std::string EncodeRequest(const RunRequest& request) {
  return wire::Serialize({{"command", EncodeCommand(request.command)},
                          {"limits", EncodeLimits(request.limits)},
                          {"fresh_session", request.fresh_session},
                          {"full_isolation", request.full_isolation},
                          {"last", request.last}});
}

absl::StatusOr<RunRequest> DecodeRequest(absl::string_view bytes) {
  return wire::Parse<RunRequest>(bytes, [](const json& j) {
    return RunRequest{
        DecodeCommand(Field(j, "command")), DecodeLimits(Field(j, "limits")),
        Field(j, "fresh_session").get<bool>(),
        Field(j, "full_isolation").get<bool>(), Field(j, "last").get<bool>()};
  });
}

std::string EncodeReply(const absl::StatusOr<RunReply>& reply) {
  if (!reply.ok()) {
    return wire::Serialize(
        {{"code", static_cast<int>(reply.status().code())},
         {"message", Bytes(std::string(reply.status().message()))}});
  }
  json packets = json::array();
  for (const TracePacket& packet : reply->packets) {
    packets.push_back({Nanoseconds(packet.at), Bytes(packet.text)});
  }
  return wire::Serialize(
      {{"code", 0},
       {"observation", EncodeObservation(reply->observation)},
       {"packets", std::move(packets)}});
}

absl::StatusOr<RunReply> DecodeReply(absl::string_view bytes) {
  absl::Status failure;
  auto reply = wire::Parse<RunReply>(bytes, [&failure](const json& j) {
    RunReply decoded;
    if (const int code = wire::SmallInteger(Field(j, "code")); code != 0) {
      failure = absl::Status(static_cast<absl::StatusCode>(code),
                             Text(Field(j, "message")));
      return decoded;
    }
    decoded.observation = DecodeObservation(Field(j, "observation"));
    for (const json& packet : wire::Items(Field(j, "packets"))) {
      decoded.packets.push_back(
          {wire::FromNanoseconds(At(packet, 0)), Text(At(packet, 1))});
    }
    return decoded;
  });
  if (!failure.ok()) return failure;
  return reply;
}

std::string EncodeWholeObservation(const Observation& observation) {
  return wire::Serialize({{"observation", EncodeObservation(observation)},
                          {"trace", EncodeTrace(observation.trace)}});
}

absl::StatusOr<Observation> DecodeWholeObservation(absl::string_view bytes) {
  return wire::Parse<Observation>(bytes, [](const json& j) {
    Observation observation = DecodeObservation(Field(j, "observation"));
    observation.trace = DecodeTrace(Field(j, "trace"));
    return observation;
  });
}

}  // namespace grader

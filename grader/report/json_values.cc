#include "grader/report/json_values.h"

#include <cmath>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "grader/judge/stack_frames.h"
#include "grader/report/plain_text.h"

namespace grader {

void to_json(Json& json, const Points& points) {
  if (points.whole()) {
    json = points.millionths() / Points::kOne;
  } else {
    json = points.value();
  }
}

void from_json(const Json& json, Points& points) {
  points = PointsNear(json.get<double>());
}

Json Milliseconds(absl::Duration duration) {
  const double microseconds = std::round(absl::ToDoubleMicroseconds(duration));
  if (std::fmod(microseconds, 1000) == 0) {
    return static_cast<std::int64_t>(microseconds / 1000);
  }
  return microseconds / 1000;
}

absl::string_view ClockName(ClockKind clock) {
  switch (clock) {
    case ClockKind::kReal:
      return "real";
    case ClockKind::kVirtual:
      return "virtual";
  }
  return "";
}

Json Text(absl::string_view text) { return std::string(text); }

void SetCaptured(Json& object, const std::string& name,
                 const CapturedText& captured) {
  object[name] = WithoutOwnFolders(WithOmission(captured));
  if (captured.omitted > 0) object[name + "_truncated"] = true;
}

void SetGroups(Json& object, const std::vector<GroupReport>& groups) {
  for (const GroupReport& group : groups) {
    Json one = {{"name", group.group.name},
                {"points", group.points},
                {"max_points", group.group.points},
                {"counts", group.group.worst_counts ? "worst" : "all"},
                {"bonus", group.group.bonus},
                {"cases", group.group.cases}};
    if (!group.passed()) one["failed"] = group.failed;
    object["groups"].push_back(std::move(one));
  }
}

void SetDeductions(Json& object,
                   const std::vector<DeductionReport>& deductions) {
  if (deductions.empty()) return;
  object["deducted"] = Deducted(deductions);
  for (const DeductionReport& deducted : deductions) {
    const Deduction& deduction = deducted.deduction;
    const StyleFindings& found = deducted.found;
    Json one = {
        {"name", NameOf(deduction)},    {"points", deducted.points},
        {"due", deducted.due},          {"points_each", deduction.points},
        {"message", deduction.message}, {"findings", found.count},
        {"places", Json::array()}};
    if (deduction.at_most) one["at_most"] = *deduction.at_most;
    if (found.incomplete) one["incomplete"] = true;
    if (!found.trouble.empty()) one["trouble"] = found.trouble;
    for (const Diagnostic& place : found.told) {
      one["places"].push_back({{"file", place.file},
                               {"line", place.line},
                               {"column", place.column},
                               {"message", place.message}});
    }
    object["deductions"].push_back(std::move(one));
  }
}

Json SpansArray(const std::vector<Span>& spans) {
  Json array = Json::array();
  for (const Span& span : spans) {
    array.push_back({{"name", span.name},
                     {"id", span.id},
                     {"begin_ms", Milliseconds(span.begin)},
                     {"end_ms", span.end ? Milliseconds(*span.end) : Json()}});
  }
  return array;
}

Json BlockedArray(const std::vector<BlockingSleep>& sleeps) {
  Json array = Json::array();
  for (const BlockingSleep& sleep : sleeps) {
    array.push_back({{"begin_ms", Milliseconds(sleep.begin)},
                     {"end_ms", Milliseconds(sleep.end)}});
  }
  return array;
}

std::string Dump(const Json& value) {
  const std::string text =
      value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  // JSON lets DEL and the controls from U+0080 to U+009F be, and terminals act
  // on them.
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next =
        static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
    if (byte == 0x7F) {
      safe += "\\u007f";
    } else if (byte == 0xC2 && next < 0xA0) {
      absl::StrAppend(&safe, "\\u00", absl::Hex(next));
      ++i;
    } else {
      safe += text[i];
    }
  }
  return safe;
}

}  // namespace grader

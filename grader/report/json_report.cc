#include "grader/report/json_report.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "grader/report/visibility.h"

namespace grader {
namespace {

using Json = nlohmann::ordered_json;

// Whole where it is whole, else with up to three decimals.
Json Milliseconds(absl::Duration duration) {
  const double microseconds = std::round(absl::ToDoubleMicroseconds(duration));
  if (std::fmod(microseconds, 1000) == 0) {
    return static_cast<std::int64_t>(microseconds / 1000);
  }
  return microseconds / 1000;
}

absl::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "";
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

absl::string_view VisibilityName(Visibility visibility) {
  switch (visibility) {
    case Visibility::kVisible:
      return "visible";
    case Visibility::kHidden:
      return "hidden";
  }
  return "";
}

Json Text(absl::string_view text) { return std::string(text); }

Json BuildObject(const Build& build) {
  Json object = {{"ok", build.ok},
                 {"wall_ms", Milliseconds(build.wall_time)},
                 {"cached", build.cached},
                 {"diagnostics", Json::array()}};
  for (const Diagnostic& diagnostic : build.diagnostics) {
    object["diagnostics"].push_back(
        {{"file", diagnostic.file},
         {"line", diagnostic.line},
         {"column", diagnostic.column},
         {"severity", Text(SeverityName(diagnostic.severity))},
         {"message", diagnostic.message}});
  }
  return object;
}

// Sets `name`, and "NAME_truncated" if part of the text was thrown away.
void SetCaptured(Json& object, const std::string& name,
                 const CapturedText& captured) {
  if (captured.omitted == 0) {
    object[name] = captured.Joined();
    return;
  }
  object[name] = absl::StrCat(captured.head, "\n[… ", captured.omitted,
                              " bytes omitted …]\n", captured.tail);
  object[name + "_truncated"] = true;
}

Json ChecksArray(const std::vector<CheckResult>& checks) {
  Json array = Json::array();
  for (const CheckResult& check : checks) {
    array.push_back({{"name", check.name},
                     {"passed", check.passed},
                     {"expected", check.expected},
                     {"actual", check.actual},
                     {"message", check.message}});
  }
  return array;
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

Json CaseObject(const CaseReport& one) {
  const Observation& observation = one.observation;
  Json object = {
      {"name", one.test_case.name},
      {"visibility", Text(VisibilityName(one.test_case.visibility))},
      {"why", one.test_case.why},
      {"verdict", Text(VerdictName(one.verdict.word))},
      {"reason", one.verdict.reason},
      {"message", one.verdict.message},
      {"points", one.points()},
      {"max_points", one.test_case.points},
      {"elapsed_ms", Milliseconds(observation.elapsed)},
      {"cpu_ms", Milliseconds(observation.cpu_time)},
      {"wall_ms", Milliseconds(observation.wall_time)},
      {"memory_bytes", observation.peak_memory_bytes},
  };
  SetCaptured(object, "stdout", observation.out);
  SetCaptured(object, "stderr", observation.err);
  object["checks"] = ChecksArray(one.checks);
  object["spans"] = SpansArray(observation.trace.spans);
  object["blocked"] = BlockedArray(observation.blocking_sleeps);
  return object;
}

}  // namespace

std::string JsonReport(const Report& full) {
  const Report report = LearnerView(full);
  Json object = {
      {"schema", "grader.report/1"},
      {"problem", report.problem},
      {"title", report.title},
      {"language", report.language},
      {"verdict", Text(VerdictName(report.verdict.word))},
      {"reason", report.verdict.reason},
      {"message", report.verdict.message},
      {"score", report.score},
      {"max_score", report.max_score},
      {"clock", Text(ClockName(report.clock))},
      {"isolation", report.isolation},
      {"build", BuildObject(report.build)},
      {"cases", Json::array()},
  };
  for (const CaseReport& one : report.cases) {
    object["cases"].push_back(CaseObject(one));
  }
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader

#include "grader/report/json_report.h"

#include "grader/problem/interactor.h"
#include "grader/problem/suite.h"
#include "grader/report/grader_version.h"
#include "grader/report/json_schedule.h"
#include "grader/report/json_values.h"
#include "grader/report/plain_text.h"
#include "grader/report/visibility.h"

namespace grader {
namespace {

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

absl::string_view VisibilityName(Visibility visibility) {
  switch (visibility) {
    case Visibility::kVisible:
      return "visible";
    case Visibility::kHidden:
      return "hidden";
  }
  return "";
}

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

constexpr std::size_t kLongestInput = 10'000;  // characters of one text

// What the case gave the program.
Json InputObject(const TestCase& test_case) {
  Json object = {{"args", test_case.args},
                 {"environment", Json::object()},
                 {"stdin", InteractorOf(test_case) != nullptr
                               ? ""
                               : Shortened(test_case.input, kLongestInput)},
                 {"files", Json::object()}};
  for (const auto& [name, value] : test_case.environment) {
    object["environment"][name] = value;
  }
  for (const InputFile& file : test_case.files) {
    object["files"][file.name] = Shortened(file.content, kLongestInput);
  }
  return object;
}

Json PlaceObject(const CodePlace& place) {
  return {{"file", place.file}, {"line", place.line}};
}

Json ExplanationObject(const Explained& explained) {
  Json object = {{"name", explained.name},
                 {"means", explained.means},
                 {"try", explained.attempt}};
  if (explained.place.line > 0) object["place"] = PlaceObject(explained.place);
  return object;
}

Json CrashObject(const CrashCause& cause) {
  Json object = {
      {"kind", cause.kind}, {"means", cause.means}, {"steps", Json::array()}};
  for (const CrashStep& step : cause.steps) {
    Json one = {{"what", step.what}, {"place", PlaceObject(step.place)}};
    if (!step.function.empty()) one["function"] = step.function;
    object["steps"].push_back(std::move(one));
  }
  return object;
}

Json TestObject(const SuiteTest& test) {
  Json object = {
      {"id", test.id},
      {"file", test.file},
      {"line", test.line},
      {"process", test.kind == SuiteTest::Kind::kApart ? "apart" : "shared"},
      {"code", test.code}};
  if (test.task > 0) object["task"] = test.task;
  return object;
}

Json ConversationObject(const Interaction& interaction) {
  Json object = {{"first", Json::array()},
                 {"turns_omitted", interaction.turns_omitted},
                 {"last", Json::array()}};
  const auto add = [](const std::vector<Utterance>& turns, Json& array) {
    for (const Utterance& said : turns) {
      array.push_back({{"by", said.of_submission ? "submission" : "interactor"},
                       {"text", WithOmission(said.text)}});
    }
  };
  add(interaction.first_turns, object["first"]);
  add(interaction.last_turns, object["last"]);
  return object;
}

Json CaseObject(const CaseReport& one, bool reveal) {
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
  if (const CodePlace& place = one.verdict.place; place.line > 0) {
    object["place"] = PlaceObject(place);
  }
  if (one.explained) {
    object["explanation"] = ExplanationObject(*one.explained);
  }
  if (one.crash_cause) object["crash"] = CrashObject(*one.crash_cause);
  if (one.test_case.bonus) object["bonus"] = true;
  if (!one.test_case.group.empty()) object["group"] = one.test_case.group;
  if (one.test_case.test != nullptr &&
      one.test_case.test->kind != SuiteTest::Kind::kHandedIn) {
    object["test"] = TestObject(*one.test_case.test);
  }
  if (one.rounded_up) object["rounded_up"] = true;
  if (one.source == RunSource::kKept) object["kept"] = true;
  if (one.skipped()) object["skipped_for"] = one.skipped_for;
  if (reveal || one.test_case.visibility == Visibility::kVisible) {
    object["input"] = InputObject(one.test_case);
  }
  if (!observation.judge_message.empty()) {
    object["judge_message"] = observation.judge_message;
  }
  if (observation.interaction) {
    object["conversation"] = ConversationObject(*observation.interaction);
  }
  SetCaptured(object, "stdout", observation.out);
  SetCaptured(object, "stderr", observation.err);
  object["checks"] = ChecksArray(one.checks);
  object["spans"] = SpansArray(observation.trace.spans);
  object["blocked"] = BlockedArray(observation.blocking_sleeps);
  if (observation.schedule) {
    object["schedule"] = ScheduleObject(*observation.schedule);
  }
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
  SetGrader(report, object);
  if (report.explained) {
    object["build"]["explanation"] = ExplanationObject(*report.explained);
  }
  for (const CaseReport& one : report.cases) {
    object["cases"].push_back(CaseObject(one, report.reveal));
  }
  SetGroups(object, report.groups);
  SetDeductions(object, report.deductions);
  return Dump(object);
}

}  // namespace grader

#include "grader/report/course_reports.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/judge/verdict_words.h"
#include "grader/problem/suite.h"
#include "grader/report/grader_version.h"
#include "grader/report/json_values.h"
#include "grader/report/plain_text.h"
#include "grader/report/sanitize.h"
#include "grader/report/visibility.h"
#include "grader/report/words.h"

namespace grader {
namespace {

bool Passed(const CaseReport& one) {
  return one.verdict.word == VerdictWord::kAccepted;
}

// "pass", "fail", or "error" for what is not the submission's fault.
absl::string_view Status(const Verdict& verdict) {
  switch (RulingOf(verdict.word)) {
    case Ruling::kAccepted:
      return "pass";
    case Ruling::kNone:
      return "error";
    case Ruling::kRejected:
      return "fail";
  }
  return "error";
}

// Whole runs on the grader's clock.
double ElapsedSeconds(const Report& view) {
  absl::Duration elapsed;
  for (const CaseReport& one : view.cases) elapsed += one.observation.elapsed;
  return absl::ToDoubleSeconds(elapsed);
}

// What the sum of all is made of: a bonus is beyond it.
Points Counting(Points points, bool bonus) { return bonus ? Points() : points; }

std::string GroupInText(const GroupReport& group) {
  return absl::StrCat(ForTerminal(InWords(group)), ": ",
                      PointsInWords(group.points, group.group.points), "\n");
}

// What shows people what a case is: a test's source, else why there is one.
std::string TestCode(const TestCase& test_case) {
  return test_case.test != nullptr && !test_case.test->code.empty()
             ? test_case.test->code
             : test_case.why;
}

Json ClassroomTest(const GroupReport& group) {
  return {{"name", group.group.name},
          {"status", group.passed() ? "pass" : "fail"},
          {"message", group.passed() ? Json() : Json(GroupInText(group))},
          {"test_code", ""},
          {"filename", ""},
          {"line_no", 0},
          {"score", group.points},
          {"max_score", Counting(group.group.points, group.group.bonus)},
          {"execution_time", "0s"}};
}

Json GradescopeTest(const GroupReport& group) {
  return {{"name", group.group.name},
          {"name_format", "text"},
          {"score", group.points},
          {"max_score", Counting(group.group.points, group.group.bonus)},
          {"status", group.passed() ? "passed" : "failed"},
          {"output", GroupInText(group)},
          {"output_format", "text"},
          {"visibility", "visible"}};
}

// What was taken off is a row of its own, so that the rows add up to the score.
// It has no verdict: what is written badly is right all the same.
Json ClassroomTest(const DeductionReport& one) {
  const auto& told = one.found.told;
  return {{"name", NameOf(one.deduction)},
          {"status", "pass"},
          {"message", ForTerminal(DeductionsInText({one}))},
          {"test_code", ""},
          {"filename", told.empty() ? "" : told.front().file},
          {"line_no", told.empty() ? 0 : told.front().line},
          {"score", Points() - one.points},
          {"max_score", 0},
          {"execution_time", "0s"}};
}

Json GradescopeTest(const DeductionReport& one) {
  return {{"name", NameOf(one.deduction)},
          {"name_format", "text"},
          {"score", Points() - one.points},
          {"max_score", 0},
          {"status", one.found.count > 0 ? "failed" : "passed"},
          {"output", ForTerminal(DeductionsInText({one}))},
          {"output_format", "text"},
          {"visibility", "visible"}};
}

Json ClassroomTest(const Report& view, const CaseReport& one) {
  return {{"name", one.test_case.name},
          {"status", Text(Status(one.verdict))},
          {"message", Passed(one) ? Json() : Json(CaseInText(view, one))},
          {"test_code", TestCode(one.test_case)},
          {"filename", one.test_case.test ? one.test_case.test->file : ""},
          {"line_no", one.test_case.test ? one.test_case.test->line : 0},
          {"score", one.points()},
          {"max_score", Counting(one.test_case.points, one.test_case.bonus)},
          {"execution_time",
           absl::StrCat(absl::ToDoubleSeconds(one.observation.elapsed), "s")}};
}

Json GradescopeTest(const Report& view, const CaseReport& one) {
  return {{"name", one.test_case.name},
          {"name_format", "text"},
          {"score", one.points()},
          {"max_score", Counting(one.test_case.points, one.test_case.bonus)},
          {"status", Passed(one) ? "passed" : "failed"},
          {"output", Passed(one) ? one.test_case.why : CaseInText(view, one)},
          {"output_format", "text"},
          {"visibility", "visible"},
          {"extra_data",
           {{"verdict", Text(VerdictName(one.verdict.word))},
            {"reason", one.verdict.reason}}}};
}

// Longest texts of Exercism, in characters.
constexpr std::size_t kExercismOutput = 500;
constexpr std::size_t kExercismMessage = 65'535;
// For the messages of all tests together: JSON may double them, and a
// character may take four bytes, in the worst case not both.
constexpr std::size_t kExercismMessages = 100'000;

Json ExercismTest(const Report& view, const CaseReport& one,
                  std::size_t longest_message) {
  Json test = {{"name", one.test_case.name},
               {"test_code", TestCode(one.test_case)},
               {"status", Text(Status(one.verdict))}};
  if (one.test_case.test != nullptr && one.test_case.test->task > 0) {
    test["task_id"] = one.test_case.test->task;
  }
  if (!Passed(one)) {
    test["message"] = Shortened(CaseInText(view, one), longest_message);
  }
  const std::string printed = ForTerminal(absl::StrCat(
      WithOmission(one.observation.out), WithOmission(one.observation.err)));
  if (!printed.empty()) test["output"] = Shortened(printed, kExercismOutput);
  return test;
}

Json Cause(const Report& view, const CaseReport& one) {
  const bool has_help = !view.hints.empty() && !one.skipped();
  Json cause = {
      {"rationale", one.verdict.message.empty() ? VerdictInWords(one.verdict)
                                                : one.verdict.message},
      {"help", has_help ? Json(view.hints.front()) : Json()}};
  for (const CheckResult& check : one.checks) {
    if (check.passed || check.expected.empty()) continue;
    cause["expected"] = check.expected;
    cause["actual"] = check.actual;
    break;
  }
  return cause;
}

Json Lines(const std::string& text) {
  return std::vector<std::string>(
      absl::StrSplit(text, '\n', absl::SkipWhitespace()));
}

}  // namespace

std::string ClassroomReport(const Report& full) {
  const Report view = LearnerView(full);
  Json object = {{"version", 1},
                 {"status", Text(Status(view.verdict))},
                 {"max_score", view.max_score},
                 {"tests", Json::array()}};
  for (const CaseReport& one : view.cases) {
    object["tests"].push_back(ClassroomTest(view, one));
  }
  for (const GroupReport& group : view.groups) {
    object["tests"].push_back(ClassroomTest(group));
  }
  for (const DeductionReport& one : view.deductions) {
    object["tests"].push_back(ClassroomTest(one));
  }
  if (view.cases.empty()) {
    object["tests"].push_back({{"name", "build"},
                               {"status", Text(Status(view.verdict))},
                               {"message", BuildInText(view)},
                               {"test_code", ""},
                               {"filename", ""},
                               {"line_no", 0},
                               {"score", 0},
                               {"max_score", view.max_score},
                               {"execution_time", "0s"}});
  }
  return Dump(object);
}

std::string GradescopeReport(const Report& full) {
  const Report view = LearnerView(full);
  Json object = {
      {"score", view.score},
      {"execution_time", ElapsedSeconds(view)},
      {"output",
       view.cases.empty()
           ? BuildInText(view)
           : absl::StrCat(ForTerminal(view.title), ": ",
                          VerdictHead(view.verdict), ", ",
                          PointsInWords(view.score, view.max_score), "\n")},
      {"output_format", "text"},
      {"test_output_format", "text"},
      {"test_name_format", "text"},
      {"visibility", "visible"},
      {"stdout_visibility", "hidden"},
      {"extra_data",
       {{"problem", view.problem},
        {"verdict", Text(VerdictName(view.verdict.word))},
        {"reason", view.verdict.reason},
        {"max_score", view.max_score}}},
      {"tests", Json::array()}};
  SetGrader(view, object["extra_data"]);
  for (const CaseReport& one : view.cases) {
    object["tests"].push_back(GradescopeTest(view, one));
  }
  for (const GroupReport& group : view.groups) {
    object["tests"].push_back(GradescopeTest(group));
  }
  for (const DeductionReport& one : view.deductions) {
    object["tests"].push_back(GradescopeTest(one));
  }
  if (view.cases.empty()) {
    object["tests"].push_back({{"name", "build"},
                               {"score", 0},
                               {"max_score", view.max_score},
                               {"status", "failed"},
                               {"output", BuildInText(view)},
                               {"output_format", "text"},
                               {"visibility", "visible"}});
  }
  return Dump(object);
}

std::string ExercismReport(const Report& full) {
  const Report view = LearnerView(full);
  Json object = {{"version", 3}, {"status", Text(Status(view.verdict))}};
  if (view.cases.empty()) {
    object["status"] = "error";
    object["message"] = Shortened(BuildInText(view), kExercismMessage);
    return Dump(object);
  }
  if (view.verdict.word == VerdictWord::kJudgeError) {
    object["message"] =
        Shortened(ForTerminal(view.verdict.message), kExercismMessage);
    return Dump(object);
  }
  object["tests"] = Json::array();
  const std::size_t longest_message =
      std::min(kExercismMessage, kExercismMessages / view.cases.size());
  for (const CaseReport& one : view.cases) {
    object["tests"].push_back(ExercismTest(view, one, longest_message));
  }
  return Dump(object);
}

std::string Check50Report(const Report& full) {
  const Report view = LearnerView(full);
  Json build = {
      {"name", "build"},         {"description", "the submission compiles"},
      {"passed", view.build.ok}, {"log", Json::array()},
      {"cause", Json()},         {"data", Json::object()},
      {"dependency", Json()}};
  if (!view.build.ok) {
    build["log"] = Lines(BuildInText(view));
    build["cause"] = {
        {"rationale", view.verdict.message},
        {"help", view.explained ? Json(InWords(*view.explained)) : Json()}};
  }
  Json results = Json::array({build});
  for (const CaseReport& one : view.cases) {
    // null: could not be checked
    const bool judged =
        one.verdict.word != VerdictWord::kJudgeError && !one.skipped();
    results.push_back(
        {{"name", one.test_case.name},
         {"description", one.test_case.why},
         {"passed", judged ? Json(Passed(one)) : Json()},
         {"log", Passed(one) ? Json::array() : Lines(CaseInText(view, one))},
         {"cause", Passed(one) ? Json() : Cause(view, one)},
         {"data", Json::object()},
         {"dependency", one.skipped() ? one.skipped_for : "build"}});
  }
  Json object = {{"slug", view.problem},
                 {"results", results},
                 {"version", "3.0.0"},
                 {"verdict", Text(VerdictName(view.verdict.word))},
                 {"reason", view.verdict.reason},
                 {"score", view.score},
                 {"max_score", view.max_score}};
  SetGroups(object, view.groups);
  SetDeductions(object, view.deductions);
  SetGrader(view, object);
  return Dump(object);
}

}  // namespace grader

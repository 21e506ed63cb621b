#include "grader/batch/result.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/problem/max_points.h"
#include "grader/report/json_values.h"
#include "grader/report/visibility.h"

namespace grader {
namespace {

Result Begin(const HandIn& hand_in) {
  Result result;
  result.learner = hand_in.learner;
  result.problem = hand_in.problem->id;
  result.max_score = MaxPoints(*hand_in.problem);
  return result;
}

std::vector<CaseOutcome> OutcomesOf(const Report& view) {
  std::vector<CaseOutcome> outcomes;
  for (const CaseReport& one : view.cases) {
    CaseOutcome outcome{one.test_case.name, "", ""};
    if (!one.skipped()) {
      outcome.verdict = std::string(VerdictName(one.verdict.word));
      outcome.reason = one.verdict.reason;
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

Json OutcomesArray(const std::vector<CaseOutcome>& outcomes) {
  Json array = Json::array();
  for (const CaseOutcome& one : outcomes) {
    Json object = {{"name", one.name}, {"verdict", one.verdict}};
    if (!one.reason.empty()) object["reason"] = one.reason;
    array.push_back(std::move(object));
  }
  return array;
}

// What is said of it first, and of a build that failed its first error: one is
// told in a line.
std::string MessageOf(const Report& view) {
  std::string message = view.verdict.message;
  if (view.verdict.word != VerdictWord::kCompileError) return message;
  const auto& all = view.build.diagnostics;
  const auto first = absl::c_find_if(all, [](const Diagnostic& one) {
    return one.severity == Severity::kError && one.line > 0;
  });
  // A refusal names its place itself.
  if (first == all.end() || absl::StrContains(message, first->message)) {
    return message;
  }
  return absl::StrCat(absl::StripSuffix(message, "."), ": ", first->file, ":",
                      first->line, ": ", first->message);
}

}  // namespace

Result ResultOf(const HandIn& hand_in, const Report& report) {
  Result result = Begin(hand_in);
  result.language = report.language;
  result.verdict = std::string(VerdictName(report.verdict.word));
  result.reason = report.verdict.reason;
  const Report view = LearnerView(report);
  result.message = MessageOf(view);
  result.cases = OutcomesOf(view);
  result.score = report.score;
  result.max_score = report.max_score;
  result.deducted = DeductedInWords(report.deductions);
  return result;
}

Result ResultOf(const HandIn& hand_in, const absl::Status& status) {
  Result result = Begin(hand_in);
  const bool learners = absl::IsInvalidArgument(status);
  result.verdict = std::string(VerdictName(
      learners ? VerdictWord::kCompileError : VerdictWord::kJudgeError));
  result.reason = learners ? "unreadable" : "grader";
  result.message = std::string(status.message());
  return result;
}

std::string ToJsonLine(const Result& result) {
  Json object = {{"learner", result.learner},
                 {"problem", result.problem},
                 {"language", result.language},
                 {"verdict", result.verdict},
                 {"reason", result.reason},
                 {"message", result.message},
                 {"score", result.score},
                 {"max_score", result.max_score},
                 {"report", result.report},
                 {"hash", result.hash},
                 {"cases", OutcomesArray(result.cases)}};
  if (!result.deducted.empty()) object["deducted"] = result.deducted;
  return object.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

std::optional<Result> FromJsonLine(absl::string_view line) {
  try {
    const Json object = Json::parse(line);
    Result result;
    result.learner = object.at("learner");
    result.problem = object.at("problem");
    result.language = object.at("language");
    result.verdict = object.at("verdict");
    result.reason = object.at("reason");
    result.message = object.at("message");
    result.score = object.at("score").get<Points>();
    result.max_score = object.at("max_score").get<Points>();
    result.report = object.at("report");
    result.hash = object.at("hash");
    result.deducted = object.value("deducted", "");
    for (const Json& one : object.at("cases")) {
      result.cases.push_back(
          {one.at("name"), one.at("verdict"), one.value("reason", "")});
    }
    return result;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace grader

#include "grader/batch/result.h"

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

}  // namespace

Result ResultOf(const HandIn& hand_in, const Report& report) {
  Result result = Begin(hand_in);
  result.language = report.language;
  result.verdict = std::string(VerdictName(report.verdict.word));
  result.reason = report.verdict.reason;
  result.message = LearnerView(report).verdict.message;
  result.score = report.score;
  result.max_score = report.max_score;
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
  const Json object = {
      {"learner", result.learner},   {"problem", result.problem},
      {"language", result.language}, {"verdict", result.verdict},
      {"reason", result.reason},     {"message", result.message},
      {"score", result.score},       {"max_score", result.max_score},
      {"report", result.report},     {"hash", result.hash}};
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
    return result;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace grader

// What a Visit answers to programs, as web/openapi.json describes it.
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/max_points.h"
#include "grader/report/json_values.h"
#include "grader/serve/assets.h"
#include "grader/serve/json_response.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"
#include "grader/store/credentials.h"

namespace grader {
namespace {

Json HeadJson(const SubmissionHead& head) {
  Json json = {{"id", head.id},
               {"unit", head.unit},
               {"language", head.language},
               {"received", TimeForPrograms(head.received)},
               {"graded", head.graded}};
  if (head.graded) {
    json["verdict"] = head.verdict;
    json["points"] = head.points;
    json["max_points"] = head.max_points;
    json["counted"] = head.counted();
    if (!head.late.words.empty()) {
      json["late"] = head.late.words;
      json["deducted"] = head.late.deducted;
    }
    if (head.set_points) json["set_points"] = *head.set_points;
    if (head.regrading) json["regrading"] = true;
  }
  return json;
}

// {"language": …, "files": [{"name": …, "content": …}]}; the language may be
// left out.
absl::Status ReadHandIn(const std::string& body, std::string& language,
                        std::vector<SourceFile>& files) {
  // Not one that keeps the order of keys, which looks through all for each.
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (!json.is_object()) {
    return absl::InvalidArgumentError("The body is a JSON object.");
  }
  try {
    language = json.value("language", "");
    for (const nlohmann::json& file : json.at("files")) {
      files.push_back({file.at("name").get<std::string>(),
                       file.at("content").get<std::string>()});
    }
  } catch (const nlohmann::json::exception&) {
    return absl::InvalidArgumentError(
        "The object has \"files\": a list of objects with a \"name\" and a "
        "\"content\", and may have a \"language\"; all three are texts.");
  }
  return absl::OkStatus();
}

}  // namespace

HttpResponse JsonResponse(int status, const Json& json) {
  HttpResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"}};
  response.body = json.dump(2, ' ', false, Json::error_handler_t::replace);
  response.body += '\n';
  return response;
}

bool Visit::IsForPrograms() const {
  return absl::StartsWith(request_.path, "/api/");
}

HttpResponse Visit::AnswerProgram(const Route& route) {
  const std::string authorization = request_.Header("authorization");
  absl::string_view token = authorization;
  // RFC 6750, 2.1 and 3.
  const bool bearer = absl::StartsWithIgnoreCase(token, "bearer ");
  if (bearer) {
    token.remove_prefix(7);
    credential_ = TokenDigest("api", token);
    auto person = site_.store_.FindToken(credential_);
    if (!person.ok()) return Failed(person.status());
    person_ = *std::move(person);
  }
  if (!person_) {
    HttpResponse response = Refuse(
        401,
        "A request has the header \"Authorization: Bearer TOKEN\"; tokens "
        "are made on the page of one's account.");
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
  }
  const absl::Duration wait =
      request_.is_again
          ? absl::ZeroDuration()
          : site_.request_limit_.Take(person_->id, site_.options_.now());
  if (wait > absl::ZeroDuration()) {
    HttpResponse response = Refuse(429, "There are 300 requests a minute.");
    response.headers.push_back(RetryAfter(wait));
    return response;
  }
  if (route.access == Access::kInstructorToken && !person_->instructor) {
    return NotFound();
  }
  return (this->*route.answer)();
}

HttpResponse Visit::ShowOpenApi() {
  HttpResponse response;
  response.headers = {{"Content-Type", "application/json"}};
  response.body = std::string(FindAsset("openapi.json")->content);
  return response;
}

HttpResponse Visit::ListUnits() {
  Json units = Json::array();
  for (const CourseUnit& unit : edition_->units) {
    Json json = {
        {"id", unit.id()}, {"title", unit.title()}, {"kind", unit.kind()}};
    if (unit.problem() != nullptr) {
      json["languages"] = LanguagesOf(*unit.problem());
      json["max_points"] = MaxPoints(*unit.problem());
    }
    if (const auto deadline = DeadlineOf(unit.id())) {
      json["due"] = TimeForPrograms(deadline->DueFor(person_->id));
      json["late"] = deadline->late;
    }
    units.push_back(std::move(json));
  }
  return JsonResponse(200, {{"units", std::move(units)}});
}

HttpResponse Visit::ListSubmissions() {
  const auto heads = site_.store_.Submissions(person_->id);
  if (!heads.ok()) return Failed(heads.status());
  Json list = Json::array();
  for (auto head = heads->rbegin(); head != heads->rend(); ++head) {
    list.push_back(HeadJson(*head));
  }
  return JsonResponse(200, {{"submissions", std::move(list)}});
}

HttpResponse Visit::TakeSubmission() {
  const auto unit = edition_->by_id.find(part_);
  if (unit == edition_->by_id.end() || unit->second->problem() == nullptr) {
    return Refuse(404, "There is no such problem.");
  }
  const Problem& problem = *unit->second->problem();
  std::string language;
  std::vector<SourceFile> files;
  const absl::Status read = ReadHandIn(request_.body, language, files);
  if (!read.ok()) return Refuse(400, read.message());
  const std::vector<std::string> languages = LanguagesOf(problem);
  if (language.empty() && languages.size() == 1) language = languages.front();
  if (!language.empty() && !absl::c_linear_search(languages, language)) {
    return Refuse(400, "The problem is not offered in that language.");
  }
  const auto id = Receive(problem, language, files);
  if (absl::IsInvalidArgument(id.status())) {
    return Refuse(400, id.status().message());
  }
  if (absl::IsResourceExhausted(id.status())) {
    HttpResponse response = Refuse(429, id.status().message());
    response.headers.push_back(RetryAfter(wait_));
    return response;
  }
  if (!id.ok()) return Failed(id.status());
  const std::string place = absl::StrCat("/api/submissions/", *id);
  HttpResponse response = JsonResponse(202, {{"id", *id}, {"state", place}});
  response.headers.emplace_back("Location", place);
  return response;
}

HttpResponse Visit::ShowSubmissionState() {
  const auto found = FindSubmission();
  if (!found.ok()) return Failed(found.status());
  if (!*found) return Refuse(404, "There is no such submission.");
  const SubmissionHead& head = (*found)->head;
  Json json = HeadJson(head);
  const Event now = EventOf(head);
  if (!now.doing.empty()) json["doing"] = now.doing;
  if (now.state == Event::State::kWaiting) json["ahead"] = now.ahead;
  HttpResponse response = JsonResponse(200, json);
  response.may_change = !head.graded;
  return response;
}

HttpResponse Visit::ShowReport() {
  const auto found = FindSubmission();
  if (!found.ok()) return Failed(found.status());
  if (!*found) return Refuse(404, "There is no such submission.");
  if (!(*found)->head.graded) {
    HttpResponse response = Refuse(409, "It is not graded yet.");
    response.headers.push_back(RetryAfter(absl::Seconds(1)));
    return response;
  }
  const Outcome& outcome = (*found)->outcome;
  const std::string& json =
      person_->instructor ? outcome.revealed_json : outcome.json;
  if (json.empty()) {
    return Refuse(404,
                  "It was graded by an older grader, which kept no report "
                  "for programs.");
  }
  HttpResponse response;
  response.headers = {{"Content-Type", "application/json"}};
  response.body = json;
  return response;
}

}  // namespace grader

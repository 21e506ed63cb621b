#include "grader/serve/visit.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/serve/json_response.h"
#include "grader/serve/page_frame.h"
#include "grader/store/credentials.h"

namespace grader {
namespace {

// Whether `path` is of the form of `route`; what stands for its "*".
bool Matches(absl::string_view route, absl::string_view path,
             std::string& part) {
  const std::pair<absl::string_view, absl::string_view> ends =
      absl::StrSplit(route, absl::MaxSplits('*', 1));
  if (!absl::StrContains(route, '*')) return route == path;
  if (path.size() <= ends.first.size() + ends.second.size() ||
      !absl::StartsWith(path, ends.first) ||
      !absl::EndsWith(path, ends.second)) {
    return false;
  }
  path.remove_prefix(ends.first.size());
  path.remove_suffix(ends.second.size());
  if (absl::StrContains(path, '/')) return false;
  part = std::string(path);
  return true;
}

// Whether a form came from a page of this site, as far as the browser says
// (Fetch standard, "Origin"; Fetch Metadata).
bool IsOurs(const HttpRequest& request) {
  const std::string site = request.Header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const std::string origin = request.Header("origin");
  if (origin.empty()) return true;
  const std::string host = request.Header("host");
  return origin == absl::StrCat("http://", host) ||
         origin == absl::StrCat("https://", host);
}

}  // namespace

// A longer path comes before one with a "*" that it would fit.
const std::vector<Visit::Route>& Visit::Routes() {
  static const auto& routes = *new std::vector<Route>{
      {"GET", "/", Access::kSignedIn, &Visit::ShowCourse},
      {"GET", "/sign-in", Access::kAnybody, &Visit::ShowSignIn},
      {"POST", "/sign-in", Access::kAnybody, &Visit::SignIn},
      {"POST", "/sign-out", Access::kSignedIn, &Visit::SignOut},
      {"GET", "/join/*", Access::kAnybody, &Visit::ShowJoin},
      {"POST", "/join/*", Access::kAnybody, &Visit::Join},
      {"GET", "/units/*", Access::kSignedIn, &Visit::ShowUnit},
      {"POST", "/units/*", Access::kSignedIn, &Visit::HandIn},
      {"POST", "/units/*/quiz", Access::kSignedIn, &Visit::StepQuiz},
      {"GET", "/units/*/badge.json", Access::kSignedIn, &Visit::ShowBadgeFile},
      {"GET", "/units/*/badge.svg", Access::kSignedIn, &Visit::ShowBadgeImage},
      {"GET", "/assets/*", Access::kAnybody, &Visit::ShowAsset},
      {"GET", "/submissions/*", Access::kSignedIn, &Visit::ShowSubmission},
      {"GET", "/submissions/*/events", Access::kSignedIn,
       &Visit::ListenToSubmission},
      {"POST", "/submissions/*/comments", Access::kInstructor, &Visit::Comment},
      {"POST", "/submissions/*/points", Access::kInstructor, &Visit::SetPoints},
      {"POST", "/submissions/*/regrade", Access::kInstructor,
       &Visit::RegradeSubmission},
      {"GET", "/account", Access::kSignedIn, &Visit::ShowAccount},
      {"POST", "/account/tokens", Access::kSignedIn, &Visit::MakeToken},
      {"POST", "/account/tokens/*/withdraw", Access::kSignedIn,
       &Visit::WithdrawToken},
      {"GET", "/api/openapi.json", Access::kAnybody, &Visit::ShowOpenApi},
      {"GET", "/api/units", Access::kToken, &Visit::ListUnits},
      {"POST", "/api/units/*/submissions", Access::kToken,
       &Visit::TakeSubmission},
      {"GET", "/api/submissions", Access::kToken, &Visit::ListSubmissions},
      {"GET", "/api/submissions/*", Access::kToken,
       &Visit::ShowSubmissionState},
      {"GET", "/api/submissions/*/report", Access::kToken, &Visit::ShowReport},
      {"GET", "/api/submissions/*/events", Access::kToken,
       &Visit::ListenToSubmission},
      {"GET", "/api/submissions/*/history", Access::kToken,
       &Visit::ShowHistory},
      {"POST", "/api/submissions/*/comments", Access::kInstructorToken,
       &Visit::TakeComment},
      {"POST", "/api/submissions/*/points", Access::kInstructorToken,
       &Visit::TakePoints},
      {"POST", "/api/submissions/*/regrade", Access::kInstructorToken,
       &Visit::RegradeSubmission},
      {"POST", "/api/units/*/regrade", Access::kInstructorToken,
       &Visit::RegradeAll},
      {"POST", "/api/units/*/deadline", Access::kInstructorToken,
       &Visit::TakeDeadline},
      {"POST", "/api/units/*/extensions", Access::kInstructorToken,
       &Visit::TakeExtension},
      {"GET", "/api/units/*/similar", Access::kInstructorToken,
       &Visit::ListSimilar},
      {"POST", "/api/units/*/compare", Access::kInstructorToken,
       &Visit::TakeComparison},
      {"GET", "/api/class/events", Access::kInstructorToken,
       &Visit::ListenToClass},
      {"GET", "/class", Access::kInstructor, &Visit::ShowClass},
      {"GET", "/class/events", Access::kInstructor, &Visit::ListenToClass},
      {"POST", "/class/export", Access::kInstructor, &Visit::Export},
      {"GET", "/class/units/*", Access::kInstructor, &Visit::ShowClassUnit},
      {"GET", "/class/units/*/similar", Access::kInstructor,
       &Visit::ShowSimilar},
      {"POST", "/class/units/*/compare", Access::kInstructor,
       &Visit::CompareSubmissions},
      {"POST", "/class/units/*/deadline", Access::kInstructor,
       &Visit::SetDeadline},
      {"POST", "/class/units/*/extensions", Access::kInstructor,
       &Visit::SetExtension},
      {"POST", "/class/regrade", Access::kInstructor, &Visit::RegradeAll},
      {"GET", "/class.csv", Access::kInstructor, &Visit::ClassCsv},
      {"GET", "/class/invitations", Access::kInstructor,
       &Visit::ShowInvitations},
      {"POST", "/class/invitations", Access::kInstructor, &Visit::Invite},
      {"GET", "/class/people/*", Access::kInstructor, &Visit::ShowPerson},
      {"GET", "/class/people/*/row", Access::kInstructor, &Visit::ShowClassRow},
      {"POST", "/class/people/*/password", Access::kInstructor,
       &Visit::NewPassword},
  };
  return routes;
}

HttpResponse Visit::Answer() {
  // What a program may do hangs on its token alone, which no browser sends by
  // itself.
  if (!IsForPrograms()) {
    if (absl::Status found = FindPerson(); !found.ok()) return Failed(found);
  }
  std::vector<absl::string_view> allowed;
  for (const Route& route : Routes()) {
    if (!Matches(route.path, request_.path, part_)) continue;
    if (route.method == request_.method) return AnswerRoute(route);
    allowed.push_back(route.method);
  }
  if (allowed.empty()) return NotFound();
  HttpResponse response = Refuse(405, "This page does not take that.");
  response.headers.emplace_back("Allow", absl::StrJoin(allowed, ", "));
  return response;
}

HttpResponse Visit::AnswerRoute(const Route& route) {
  if (route.access == Access::kToken ||
      route.access == Access::kInstructorToken) {
    return AnswerProgram(route);
  }
  const bool open = route.access == Access::kAnybody;
  if (!open && !person_) {
    return request_.method == "GET"
               ? Redirect("/sign-in")
               : Refuse(403, "You are not signed in any more.");
  }
  // As if it were not there.
  if (route.access == Access::kInstructor && !person_->instructor) {
    return NotFound();
  }
  if (request_.method == "POST") {
    if (auto refused = ReadForm(!open)) return *std::move(refused);
  }
  return (this->*route.answer)();
}

absl::Status Visit::FindPerson() {
  const std::string token = CookieValue(request_.Header("cookie"), "session");
  if (token.empty()) return absl::OkStatus();
  credential_ = TokenDigest("session", token);
  auto person = site_.store_.FindSession(credential_, site_.options_.now());
  if (!person.ok()) return person.status();
  person_ = *std::move(person);
  if (person_) csrf_ = TokenDigest("csrf", token);
  return absl::OkStatus();
}

std::optional<HttpResponse> Visit::ReadForm(bool signed_in) {
  if (!IsOurs(request_)) {
    return Refuse(403, "This form came from another site.");
  }
  const std::string type = request_.Header("content-type");
  if (absl::StartsWithIgnoreCase(type, "multipart/")) {
    auto parts = ReadParts(type, request_.body);
    if (!parts.ok()) return Refuse(400, parts.status().message());
    parts_ = *std::move(parts);
    for (const FormPart& part : parts_) {
      if (!part.is_file) fields_.emplace(part.name, part.content);
    }
  } else {
    fields_ = ReadFields(request_.body);
  }
  if (signed_in && !SameSecret(Field("csrf"), csrf_)) {
    return Refuse(403,
                  "This form is not from your session. Load the page again, "
                  "then send it.");
  }
  return std::nullopt;
}

std::string Visit::Field(const std::string& name) const {
  const auto it = fields_.find(name);
  return it == fields_.end() ? "" : it->second;
}

std::string Visit::Above() const {
  return Navigation(person_ ? &*person_ : nullptr, csrf_);
}

HttpResponse Visit::Page(absl::string_view title,
                         absl::string_view body) const {
  return PageResponse(200, title, Above(), body);
}

HttpResponse Visit::Refuse(int status, absl::string_view what) const {
  if (IsForPrograms()) return JsonResponse(status, {{"error", what}});
  return Refused(status, Above(), what);
}

HttpResponse Visit::NotFound() const {
  return Refuse(404, "There is no such page, or it is not yours.");
}

HttpResponse Visit::Failed(const absl::Status& status) const {
  HttpResponse response =
      Refuse(503, absl::StrCat("Nothing was changed: ", status.message(),
                               ". Try again in a while."));
  response.headers.push_back(RetryAfter(absl::Seconds(1)));
  return response;
}

}  // namespace grader

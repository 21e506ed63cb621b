#include "grader/serve/site.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/serve/visit.h"
#include "grader/store/credentials.h"

namespace grader {

std::size_t LongestBody(const std::string& path) {
  const bool page =
      absl::StartsWith(path, "/units/") && !absl::EndsWith(path, "/quiz");
  return page || absl::StartsWith(path, "/api/") || path == "/class/export"
             ? kLongestHandIn
             : kLongestForm;
}

bool TakesLong(const HttpRequest& request) {
  return request.method == "POST" && (request.path == "/sign-in" ||
                                      absl::StartsWith(request.path, "/join/"));
}

Site::Site(const FollowedCourse& course, Store& store, JobQueue& queue,
           SiteOptions options)
    : course_(course),
      store_(store),
      queue_(queue),
      options_(std::move(options)) {}

HttpResponse Site::Answer(const HttpRequest& request) {
  HttpResponse response = Visit(*this, request).Answer();
  // What is shown is somebody's own, and a course that is left over in a cache
  // would be an old one.
  if (!response.is_asset) {
    response.headers.emplace_back("Cache-Control", "no-store");
  }
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  // A form's Origin would be "null" with a stricter one (Fetch standard,
  // "serializing a request origin").
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  return response;
}

void Site::Tell(const Event& event) {
  {
    const std::lock_guard lock(telling_);
    events_.Tell(event);
  }
  const bool came = event.state == Event::State::kReceived;
  const bool went =
      event.state == Event::State::kGrading && event.doing.empty();
  if (came || went) TellPlaces();
}

void Site::TellPlaces() {
  const std::lock_guard lock(telling_);
  std::size_t ahead = 0;
  for (const Job& job : queue_.Waiting()) {
    events_.Tell({job.submission, job.person, Event::State::kWaiting, ahead++});
  }
}

absl::StatusOr<std::string> Site::Invite(Invitation invitation) {
  const std::string token = DrawToken();
  invitation.digest = TokenDigest("join", token);
  absl::Status added = store_.AddInvitation(invitation);
  if (!added.ok()) return added;
  return absl::StrCat(options_.url, "/join/", token);
}

absl::StatusOr<std::string> Site::InstructorLink(bool another) {
  const auto has = store_.HasInstructor();
  if (!has.ok()) return has.status();
  absl::Status withdrawn = store_.WithdrawInstructorInvitations();
  if (!withdrawn.ok()) return withdrawn;
  if (*has && !another) return std::string();
  return Invite({"", "", true});
}

}  // namespace grader

// A Visit: one request to the Site, with who makes it. Its functions are the
// pages, a file each for those that belong together.
#ifndef GRADER_SERVE_VISIT_H_
#define GRADER_SERVE_VISIT_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grader/serve/forms.h"
#include "grader/serve/http.h"
#include "grader/serve/site.h"

namespace grader {

class Visit {
 public:
  Visit(Site& site, const HttpRequest& request)
      : site_(site), request_(request) {}

  HttpResponse Answer();

 private:
  enum class Access { kAnybody, kSignedIn, kInstructor };
  struct Route {
    const char* method;
    const char* path;  // "*" stands for one part, which is in part_ then
    Access access;
    HttpResponse (Visit::*answer)();
  };
  static const std::vector<Route>& Routes();

  HttpResponse AnswerRoute(const Route& route);
  // Who it is; a Status if that cannot be found out.
  absl::Status FindPerson();
  // Reads the body of a POST. Whoever is signed in must send back the token
  // that the page has.
  std::optional<HttpResponse> ReadForm(bool signed_in);
  std::string Field(const std::string& name) const;

  std::string Above() const;
  HttpResponse Page(absl::string_view title, absl::string_view body) const;
  HttpResponse Refuse(int status, absl::string_view what) const;
  HttpResponse NotFound() const;
  HttpResponse Failed(const absl::Status& status) const;

  // accounts.cc
  HttpResponse ShowSignIn();
  HttpResponse SignIn();
  HttpResponse SignOut();
  HttpResponse ShowJoin();
  HttpResponse Join();
  HttpResponse SignInPage(int status, absl::string_view complaint) const;
  HttpResponse JoinPage(int status, const Invitation& invitation,
                        absl::string_view complaint) const;
  // Answers with a session for `person`.
  HttpResponse Begin(const Person& person);
  std::string SessionCookie(const std::string& token,
                            absl::string_view more) const;

  // learner_pages.cc
  HttpResponse ShowCourse();
  HttpResponse ShowUnit();
  HttpResponse ShowProblem(const Problem& problem);

  // hand_in.cc
  HttpResponse HandIn();
  HttpResponse ShowSubmission();

  // class_pages.cc
  HttpResponse ShowClass();
  HttpResponse ClassCsv();
  HttpResponse ShowPerson();
  HttpResponse NewPassword();
  HttpResponse ShowInvitations();
  HttpResponse Invite();
  HttpResponse InvitationPage(int status, absl::string_view above) const;

  Site& site_;
  const HttpRequest& request_;
  std::string part_;
  std::optional<Person> person_;
  std::string csrf_;
  std::map<std::string, std::string> fields_;
  std::vector<FormPart> parts_;
};

// Ok if people can be told apart by `name` and type it.
absl::Status CheckName(absl::string_view name);

// "2026-01-31 12:00:00 UTC".
std::string TimeInWords(absl::Time time);

// "✓ accepted, 10/10 points", "waits to be graded".
std::string StateHtml(const SubmissionHead& head);

// A table of submissions, newest first.
std::string SubmissionTable(const std::vector<SubmissionHead>& heads,
                            absl::string_view caption);

}  // namespace grader

#endif  // GRADER_SERVE_VISIT_H_

// A Visit: one request to the Site, with who makes it. Its functions are the
// pages, a file each for those that belong together.
#ifndef GRADER_SERVE_VISIT_H_
#define GRADER_SERVE_VISIT_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grader/batch/gradebook.h"
#include "grader/course/badge.h"
#include "grader/course/quiz_html.h"
#include "grader/serve/forms.h"
#include "grader/serve/http.h"
#include "grader/serve/site.h"
#include "grader/serve/taken_quiz.h"

namespace grader {

class Visit {
 public:
  Visit(Site& site, const HttpRequest& request)
      : site_(site), request_(request), edition_(site.course_.Now()) {}

  HttpResponse Answer();

 private:
  enum class Access {
    kAnybody,
    kSignedIn,
    kInstructor,
    kToken,
    kInstructorToken
  };
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
  // Answers with a session for `person`, who has that password.
  HttpResponse Begin(const Person& person, const std::string& password_hash);
  std::string SessionCookie(const std::string& token,
                            absl::string_view more) const;

  // learner_pages.cc
  HttpResponse ShowCourse();
  HttpResponse ShowUnit();
  HttpResponse ShowAsset();
  HttpResponse ShowProblem(const Problem& problem);

  // quiz_pages.cc
  HttpResponse ShowQuiz(const Material& material);
  HttpResponse StepQuiz();
  HttpResponse ShowBadgeFile();
  HttpResponse ShowBadgeImage();
  const Material* FindQuiz() const;
  QuizTime QuizTimeOfRequest() const;
  void TellResult(TakenQuiz& quiz);
  HttpResponse QuestionPage(int status, const TakenQuiz& quiz,
                            absl::string_view complaint,
                            const QuizDraft& draft) const;
  HttpResponse QuizPage(int status, const TakenQuiz& quiz,
                        absl::string_view body) const;
  // The badge that they have earned; nothing: none.
  absl::StatusOr<bool> WasAskedTheSame(const Material& material,
                                       absl::Time received);
  absl::StatusOr<std::optional<Badge>> BadgeOf(const Material& material);
  // Of a page; empty if there is none.
  absl::StatusOr<std::string> BadgeSection(const Material& material);
  absl::StatusOr<std::optional<std::string>> BadgeOfQuiz();

  // account.cc
  HttpResponse ShowAccount();
  HttpResponse MakeToken();
  HttpResponse WithdrawToken();
  HttpResponse AccountPage(int status, absl::string_view above);

  // api.cc
  HttpResponse AnswerProgram(const Route& route);
  HttpResponse ShowOpenApi();
  HttpResponse ListUnits();
  HttpResponse ListSubmissions();
  HttpResponse TakeSubmission();
  HttpResponse ShowSubmissionState();
  HttpResponse ShowReport();
  bool IsForPrograms() const;

  // hand_in.cc
  // Stores a submission and puts it into the queue; gives its id.
  // kInvalidArgument with what is wrong with it, kResourceExhausted when it is
  // too much for now and wait_ tells for how long.
  absl::StatusOr<std::string> Receive(const Problem& problem,
                                      const std::string& language,
                                      const std::vector<SourceFile>& files);
  // Theirs, or anybody's for an instructor.
  absl::StatusOr<std::optional<StoredSubmission>> FindSubmission();
  HttpResponse HandIn();
  HttpResponse ShowSubmission();
  // What is different from what they handed in to the same unit before; empty
  // if there was nothing.
  absl::StatusOr<std::string> ChangedSinceHtml(
      const StoredSubmission& submission);

  // live.cc
  HttpResponse ListenToSubmission();
  HttpResponse ListenToClass();
  HttpResponse Streaming(std::shared_ptr<EventStream> stream) const;
  HttpResponse TooManyStreams() const;
  // What is going on, which a script keeps up to date.
  std::string StatusHtml(const SubmissionHead& head) const;
  // Of a submission that is not graded yet; `links` is HTML.
  HttpResponse WaitingPage(const SubmissionHead& head,
                           absl::string_view links) const;
  // What is the case of a submission.
  Event EventOf(const SubmissionHead& head) const;

  // feedback.cc
  // Those that a form or, with Take, a program asks for; then what was done.
  HttpResponse Comment();
  HttpResponse SetPoints();
  HttpResponse RegradeSubmission();
  HttpResponse RegradeAll();
  HttpResponse TakeComment();
  HttpResponse TakePoints();
  HttpResponse ShowHistory();
  // Does something to the submission of the path, which there must be.
  HttpResponse DoToSubmission(
      const std::function<absl::Status(const SubmissionHead&)>& work);
  absl::Status AddDeed(const SubmissionHead& head, Deed::Kind kind,
                       const std::string& text, std::optional<Points> points);
  // How many wait to be graded again that did not before.
  absl::StatusOr<std::size_t> RegradeOne(const SubmissionHead& head);
  absl::StatusOr<std::size_t> RegradeUnit(const std::string& unit);
  absl::StatusOr<std::size_t> Regrade(
      const absl::StatusOr<std::vector<SubmissionHead>>& heads);
  bool IsProblem(const std::string& unit) const;
  HttpResponse NotDone(const absl::Status& status) const;
  // The members of a program's object as fields of a form; what is wrong.
  std::optional<HttpResponse> ReadJsonFields(
      const std::vector<std::string>& names);
  // As far as the person may see it, with names in place of ids.
  absl::StatusOr<std::vector<Deed>> History(const std::string& id);
  absl::StatusOr<std::string> HistoryHtml(const SubmissionHead& head);
  std::string FeedbackForms(const SubmissionHead& head) const;
  std::string RegradeForm() const;

  // deadlines.cc
  HttpResponse SetDeadline();
  HttpResponse SetExtension();
  HttpResponse TakeDeadline();
  HttpResponse TakeExtension();
  // What is answered once that has been set, or why it was not; for one learner
  // alone, if there is one (an id).
  HttpResponse DeadlineSet(const absl::Status& status,
                           const std::string& learner);
  HttpResponse DeadlineRefused(const absl::Status& status);
  // Those that the store has, with names in place of ids.
  absl::StatusOr<std::vector<DeadlineChange>> DeadlineChanges(
      const std::string& unit);
  // kInvalidArgument if it is long.
  absl::StatusOr<std::string> ShortField(const std::string& name) const;
  bool HasDeadlines(const std::string& unit) const;
  std::optional<UnitDeadline> DeadlineOf(const std::string& unit) const;
  // When they have to hand it in; empty: there is no deadline.
  std::string DueHtml(const std::string& unit, bool with_rule) const;
  // With what is wrong with what was sent, and that in its fields.
  absl::StatusOr<std::string> DeadlineForms(const std::string& unit,
                                            absl::string_view complaint);

  // class_pages.cc
  HttpResponse ShowClass();
  HttpResponse ShowClassRow();
  HttpResponse ShowPerson();
  HttpResponse NewPassword();
  HttpResponse ShowInvitations();
  HttpResponse Invite();
  HttpResponse InvitationPage(int status, absl::string_view above) const;

  // class_exports.cc
  HttpResponse ClassCsv();
  HttpResponse Export();
  // Without the cases.
  absl::StatusOr<Gradebook> BookOfClass();
  std::string ExportForm() const;

  // class_unit.cc
  HttpResponse ShowClassUnit();
  HttpResponse ClassUnitPage(int status, absl::string_view complaint);

  // similar_pages.cc
  HttpResponse ShowSimilar();
  HttpResponse CompareSubmissions();
  HttpResponse ListSimilar();
  HttpResponse TakeComparison();

  Site& site_;
  const HttpRequest& request_;
  // All of the request is answered from the same one.
  const std::shared_ptr<const CourseEdition> edition_;
  std::string part_;
  std::optional<Person> person_;
  absl::Duration wait_;
  std::string credential_;  // the digest that the store knows it by
  std::string csrf_;
  std::map<std::string, std::string> fields_;
  std::vector<FormPart> parts_;
};

// Ok if people can be told apart by `name` and type it.
absl::Status CheckName(absl::string_view name);

// "2026-01-31 12:00:00 UTC".
std::string TimeInWords(absl::Time time);

// "2026-01-31T12:00:00.000Z".
std::string TimeForPrograms(absl::Time time);

// "2/10, set by an instructor", "8/10, late": the points that count.
std::string CountedInWords(const SubmissionHead& head);

// "✓ accepted, 10/10 points", "waits to be graded".
std::string StateHtml(const SubmissionHead& head);

// "Waits; 2 before it."
std::string EventInWords(const Event& event);

// A table of submissions, newest first.
std::string SubmissionTable(const std::vector<SubmissionHead>& heads,
                            absl::string_view caption);

}  // namespace grader

#endif  // GRADER_SERVE_VISIT_H_

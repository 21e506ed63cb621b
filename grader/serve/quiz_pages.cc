// The pages of a Visit on which a quiz is taken. What happens in it comes with
// forms alone, so that no link, and no browser that loads ahead, starts a
// clock.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/course/badge.h"
#include "grader/course/lesson_script.h"
#include "grader/course/quiz_event_json.h"
#include "grader/course/quiz_page.h"
#include "grader/course/secrets.h"
#include "grader/problem/utf8.h"
#include "grader/report/markdown_html.h"
#include "grader/report/markup.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {
namespace {

constexpr absl::string_view kScript = "quiz.js";

// What a browser has sent for the question, whose choices were in `order`.
// kInvalidArgument if no browser would.
absl::StatusOr<QuizDraft> ReadDraft(
    const std::map<std::string, std::string>& fields,
    const std::vector<int>& order) {
  QuizDraft draft;
  for (const auto& [name, value] : fields) {
    int place = 0;
    if (name == "text") {
      // Forms send line ends as CRLF (WHATWG HTML, "constructing the entry
      // list").
      draft.text = absl::StrReplaceAll(value, {{"\r\n", "\n"}});
      continue;
    }
    if (name == "choice") {
      if (!absl::SimpleAtoi(value, &place)) place = 0;
    } else if (name.rfind("choice:", 0) == 0) {
      if (!absl::SimpleAtoi(name.substr(7), &place)) place = 0;
    } else {
      continue;
    }
    if (place < 1 || place > static_cast<int>(order.size())) {
      return absl::InvalidArgumentError("There is no such choice.");
    }
    draft.places.insert(place);
  }
  if (FindInvalidUtf8(draft.text) != absl::string_view::npos) {
    return absl::InvalidArgumentError("An answer is text in UTF-8.");
  }
  return draft;
}

// As in QuizEvent; empty if nothing was chosen or written.
std::string AnswerOf(const Question& question, const QuizDraft& draft,
                     const std::vector<int>& order) {
  if (question.kind == QuestionKind::kFillIn) {
    std::string text(absl::StripTrailingAsciiWhitespace(draft.text));
    return text.empty() ? "" : text + "\n";
  }
  if (question.kind == QuestionKind::kChooseOne && draft.places.size() != 1) {
    return "";
  }
  return AuthorsNumbers({draft.places.begin(), draft.places.end()}, order);
}

std::string Hidden(absl::string_view name, absl::string_view value) {
  return absl::StrCat("<input type=\"hidden\" name=\"", name, "\" value=\"",
                      MarkupAttribute(value), "\">\n");
}

}  // namespace

const Material* Visit::FindQuiz() const {
  const auto unit = edition_->by_id.find(part_);
  if (unit == edition_->by_id.end() || unit->second->kind() != "quiz") {
    return nullptr;
  }
  return unit->second->material();
}

// When the request had come: what the server takes to look at it is nobody's
// time.
QuizTime Visit::QuizTimeOfRequest() const {
  QuizTime now = site_.options_.quiz_now();
  now.since_boot -= request_.waited;
  now.of_day -= request_.waited;
  return now;
}

HttpResponse Visit::QuizPage(int status, const TakenQuiz& quiz,
                             absl::string_view body) const {
  return PageResponse(
      status, quiz.material().title, Above(),
      absl::StrCat("<main>\n<h1>", Markup(quiz.material().title), "</h1>\n",
                   body, "</main>\n"),
      {kLessonStyle, kScript});
}

HttpResponse Visit::QuestionPage(int status, const TakenQuiz& quiz,
                                 absl::string_view complaint,
                                 const QuizDraft& draft) const {
  const std::size_t index = *quiz.Shown();
  const Question& question = quiz.material().questions[index];
  const QuestionState& state = quiz.session().states()[index];
  const auto left = quiz.session().Remaining(quiz.now());
  const std::string here =
      absl::StrCat("/units/", MarkupAttribute(quiz.material().id));
  std::string body;
  if (left) {
    absl::StrAppend(
        &body,
        "<p class=\"clock\"><span id=\"clock\" role=\"timer\" data-left=\"",
        std::max<std::int64_t>(0, absl::ToInt64Milliseconds(*left)),
        "\" data-page=\"", here, "\">", ClockText(*left),
        "</span> left<noscript> when this page was loaded</noscript></p>\n"
        "<p id=\"told\" role=\"status\" class=\"faint\"></p>\n");
  }
  absl::StrAppend(&body, Complaint(complaint));
  if (!state.answers.empty()) {
    body += AnsweredHtml(quiz.material(), index, state);
  }
  absl::StrAppend(
      &body, "<form method=\"post\" class=\"answer\" action=\"", here,
      "/quiz\">\n", CsrfField(csrf_),
      Hidden("take", absl::StrCat(quiz.takes())),
      Hidden("question", question.id),
      Hidden("attempt", absl::StrCat(state.answers.size())),
      QuestionFormHtml(quiz.material(), index, quiz.session().Order(index),
                       draft),
      state.hint
          ? absl::StrCat("<section aria-label=\"Hint\">\n<h2>Hint</h2>\n",
                         MarkdownHtml(question.hint), "</section>\n")
          : "",
      "<p><button class=\"main\" name=\"action\" value=\"answer\">Answer"
      "</button>\n",
      state.hint ? ""
                 : "<button name=\"action\" value=\"hint\">Show the hint"
                   "</button>",
      "</p>\n</form>\n");
  HttpResponse response = QuizPage(status, quiz, body);
  if (left) {
    // Behind the time of grace, so that the page says that it is over.
    response.headers.emplace_back(
        "Refresh",
        absl::StrCat(std::max<std::int64_t>(0, absl::ToInt64Seconds(*left)) + 4,
                     "; url=", here));
  }
  return response;
}

HttpResponse Visit::ShowQuiz(const Material& material) {
  const std::string here =
      absl::StrCat("/units/", MarkupAttribute(material.id));
  auto quiz =
      TakenQuiz::Load(site_.store_, person_->id, material, QuizTimeOfRequest());
  if (absl::IsAborted(quiz.status())) return Redirect(here);
  if (!quiz.ok()) return Failed(quiz.status());
  TellResult(*quiz);
  if (quiz->Shown()) return QuestionPage(200, *quiz, "", {});
  const auto badge = BadgeSection(material);
  if (!badge.ok()) return Failed(badge.status());
  std::string body;
  const std::string form = absl::StrCat(
      "<form method=\"post\" action=\"", here, "/quiz\">\n", CsrfField(csrf_),
      Hidden("take", absl::StrCat(quiz->takes())));
  if (quiz->is_on() && !quiz->is_finished()) {
    const std::size_t next = *quiz->session().Current();
    absl::StrAppend(
        &body,
        AnsweredHtml(material, next - 1, quiz->session().states()[next - 1]),
        form, Hidden("question", material.questions[next].id),
        "<p><button class=\"main\" name=\"action\" value=\"next\">"
        "Question ",
        next + 1, " of ", material.questions.size(), "</button></p>\n</form>\n",
        *badge);
    return QuizPage(200, *quiz, body);
  }
  if (quiz->is_finished()) {
    const std::size_t last = material.questions.size() - 1;
    absl::StrAppend(
        &body, QuizResultHtml(material, quiz->session(), quiz->takes()),
        "<section>\n<h2>The last question</h2>\n",
        AnsweredHtml(material, last, quiz->session().states()[last]),
        "</section>\n");
    body += *badge;
    body += "<h2>Once more</h2>\n";
  } else if (quiz->has_changed()) {
    body +=
        "<p class=\"caution\">The quiz is not the one that you began: its "
        "files have changed since.</p>\n";
    body += *badge;
  } else {
    body += QuizIntroHtml(material);
  }
  const std::string due = DueHtml(material.id, true);
  if (!due.empty()) absl::StrAppend(&body, "<p>", due, ".</p>\n");
  absl::StrAppend(&body, form, TimeChoiceHtml(),
                  "<p><button class=\"main\" name=\"action\" value=\"begin\">",
                  quiz->takes() > 0 ? "Begin anew" : "Begin",
                  "</button></p>\n</form>\n");
  return QuizPage(200, *quiz, body);
}

HttpResponse Visit::StepQuiz() {
  const Material* const material = FindQuiz();
  if (material == nullptr) return NotFound();
  const HttpResponse here =
      Redirect(absl::StrCat("/units/", MarkupAttribute(material->id)));
  auto quiz = TakenQuiz::Load(site_.store_, person_->id, *material,
                              QuizTimeOfRequest());
  if (absl::IsAborted(quiz.status())) return here;
  if (!quiz.ok()) return Failed(quiz.status());
  TellResult(*quiz);
  // A page that shows how things were, in another tab or sent twice, does
  // nothing but show how they are.
  if (Field("take") != absl::StrCat(quiz->takes())) return here;
  const std::string action = Field("action");
  absl::Status done;
  if (action == "begin") {
    if (quiz->is_on() && !quiz->is_finished()) return here;
    const auto factor = TimeFactors().find(Field("time"));
    if (factor == TimeFactors().end()) {
      return Refuse(400, "There is no such choice of time.");
    }
    const absl::Duration wait =
        site_.hand_in_limit_.Take(person_->id, site_.options_.now());
    if (wait > absl::ZeroDuration()) {
      HttpResponse response =
          Refuse(429, "It was begun very often. Wait a minute.");
      response.headers.push_back(RetryAfter(wait));
      return response;
    }
    // The learner has not seen it while this request waited.
    done = quiz->Begin(factor->second, site_.options_.quiz_now());
  } else if (action == "next") {
    if (quiz->Shown() || !quiz->is_on() || quiz->is_finished()) return here;
    const std::size_t next = *quiz->session().Current();
    if (Field("question") != material->questions[next].id) return here;
    done = quiz->ShowNext(site_.options_.quiz_now());
  } else if (action == "hint" || action == "answer") {
    const auto shown = quiz->Shown();
    if (!shown) return here;
    const Question& question = material->questions[*shown];
    const QuestionState& state = quiz->session().states()[*shown];
    if (Field("question") != question.id ||
        Field("attempt") != absl::StrCat(state.answers.size())) {
      return here;
    }
    const std::vector<int> order = quiz->session().Order(*shown);
    const auto draft = ReadDraft(fields_, order);
    if (!draft.ok()) return Refuse(400, draft.status().message());
    if (action == "hint") {
      done = quiz->TakeHint();
      if (done.ok()) return QuestionPage(200, *quiz, "", *draft);
    } else {
      const std::string answer = AnswerOf(question, *draft, order);
      if (answer.empty()) {
        return QuestionPage(
            400, *quiz, "Nothing was answered, so this is no attempt.", *draft);
      }
      done = quiz->Answer(answer);
    }
  } else {
    return Refuse(400, "This form asks for nothing that there is.");
  }
  if (!done.ok() && !absl::IsAborted(done)) return Failed(done);
  TellResult(*quiz);
  return here;
}

// The class hears of it as of any other result.
void Visit::TellResult(TakenQuiz& quiz) {
  const std::string id = quiz.TakeResult();
  if (!id.empty()) site_.Tell({id, person_->id, Event::State::kGraded});
}

// Whether what was answered by `received` is what is asked today.
absl::StatusOr<bool> Visit::WasAskedTheSame(const Material& material,
                                            absl::Time received) {
  const auto beginnings =
      site_.store_.BeginningsOfTakes(person_->id, material.id);
  if (!beginnings.ok()) return beginnings.status();
  std::string content;
  for (const std::string& line : *beginnings) {
    const auto event = ReadQuizEvent(line);
    if (!event.ok()) return event.status();
    if (event->at.of_day <= received) content = event->content;
  }
  return content == QuizContent(material);
}

// Whoever begins once more keeps what was earned: it is looked for in the
// results, which stay.
absl::StatusOr<std::optional<Badge>> Visit::BadgeOf(const Material& material) {
  if (material.badge.empty()) return std::nullopt;
  const auto results = site_.store_.Submissions(person_->id);
  if (!results.ok()) return results.status();
  for (const SubmissionHead& result : *results) {
    if (result.unit != material.id || result.verdict != "accepted") continue;
    const auto same = WasAskedTheSame(material, result.received);
    if (!same.ok()) return same.status();
    if (*same) return EarnedBadge(material, person_->name, result.received);
  }
  return std::nullopt;
}

absl::StatusOr<std::string> Visit::BadgeSection(const Material& material) {
  const auto badge = BadgeOf(material);
  if (!badge.ok()) return badge.status();
  if (!*badge) return "";
  const std::string here =
      absl::StrCat("/units/", MarkupAttribute(material.id));
  return absl::StrCat(
      "<section>\n<h2>Your badge</h2>\n<div class=\"badge\">",
      BadgeImage(**badge, BadgeJson(**badge, site_.options_.badge_key)),
      "</div>\n<p>It is signed. As files: <a href=\"", here,
      "/badge.svg\" download>image</a>, <a href=\"", here,
      "/badge.json\" download>JSON</a>; it is checked by <code>grader badge "
      "verify FILE --key ",
      Hex(PublicKey(site_.options_.badge_key)), "</code>.</p>\n</section>\n");
}

absl::StatusOr<std::optional<std::string>> Visit::BadgeOfQuiz() {
  const Material* const material = FindQuiz();
  if (material == nullptr) return std::nullopt;
  const auto badge = BadgeOf(*material);
  if (!badge.ok()) return badge.status();
  if (!*badge) return std::nullopt;
  return BadgeJson(**badge, site_.options_.badge_key);
}

HttpResponse Visit::ShowBadgeFile() {
  auto badge = BadgeOfQuiz();
  if (!badge.ok()) return Failed(badge.status());
  if (!*badge) return NotFound();
  HttpResponse response;
  response.headers = {{"Content-Type", "application/json"}};
  response.body = *std::move(*badge);
  return response;
}

HttpResponse Visit::ShowBadgeImage() {
  const auto json = BadgeOfQuiz();
  if (!json.ok()) return Failed(json.status());
  if (!*json) return NotFound();
  const auto badge = VerifyBadge(**json, PublicKey(site_.options_.badge_key));
  if (!badge.ok()) return Failed(badge.status());
  HttpResponse response;
  response.headers = {{"Content-Type", "image/svg+xml"},
                      {"Content-Security-Policy", "default-src 'none'"}};
  response.body = BadgeImage(*badge, **json);
  return response;
}

}  // namespace grader

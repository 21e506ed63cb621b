#include "grader/course/quiz_html.h"

#include "absl/strings/str_cat.h"
#include "grader/course/lesson_html.h"
#include "grader/course/quiz_page.h"
#include "grader/problem/units.h"
#include "grader/report/html_page.h"
#include "grader/report/markdown_html.h"
#include "grader/report/markup.h"

namespace grader {
namespace {

std::string Told(absl::string_view kind, absl::string_view sign,
                 absl::string_view text) {
  return absl::StrCat("<p class=\"verdict ", kind,
                      "\"><span aria-hidden=\"true\">", sign, " </span>", text,
                      "</p>\n");
}

std::string RightAnswerHtml(const Material& material,
                            const Question& question) {
  if (question.kind == QuestionKind::kFillIn) {
    return absl::StrCat("<p>It prints</p>\n",
                        HtmlPre("the answer", question.answer));
  }
  std::string right;
  for (const Choice& choice : question.choices) {
    if (!choice.right) continue;
    absl::StrAppend(&right, "<li>", ChoiceHtml(choice, material), "</li>\n");
  }
  return absl::StrCat("<p>Right is</p>\n<ul>\n", right, "</ul>\n");
}

}  // namespace

std::string QuizIntroHtml(const Material& material) {
  absl::Duration time;
  for (const Question& question : material.questions) time += question.time;
  return absl::StrCat(
      "<p class=\"faint\">", Markup(material.summary), "</p>\n",
      LessonTextHtml(material.text, material), "<p>",
      Counted(material.questions.size(), "question"), ", ", ClockText(time),
      " minutes altogether. The clock of a question begins when it is shown, "
      "and goes on when you leave or load the page again. Each question has "
      "its attempts and a hint.</p>\n");
}

std::string TimeChoiceHtml() {
  return "<label for=\"time\">Time for each question</label>\n"
         "<select id=\"time\" name=\"time\">\n"
         "<option value=\"1\">as the quiz has it</option>\n"
         "<option value=\"1.5\">half as much again</option>\n"
         "<option value=\"2\">twice as much</option>\n"
         "<option value=\"untimed\">as much as I like</option>\n</select>\n";
}

std::string QuestionFormHtml(const Material& material, std::size_t index,
                             const std::vector<int>& order,
                             const QuizDraft& draft) {
  const Question& question = material.questions[index];
  std::string html = absl::StrCat(
      "<fieldset class=\"question\">\n<legend>Question ", index + 1, " of ",
      material.questions.size(), ", ", Markup(question.category), "</legend>\n",
      LessonTextHtml(question.text, material));
  if (question.kind == QuestionKind::kFillIn) {
    absl::StrAppend(&html,
                    "<label for=\"text\">What it prints</label>\n<textarea "
                    "id=\"text\" name=\"text\" rows=\"4\" spellcheck=\"false\" "
                    "autocapitalize=\"off\" autocomplete=\"off\">",
                    MarkupTextarea(draft.text), "</textarea>\n");
  }
  const bool several = question.kind == QuestionKind::kChooseSeveral;
  if (several) html += "<p>Choose all that are right.</p>\n";
  int place = 0;
  for (const int number : order) {
    ++place;
    const std::string field =
        several ? absl::StrCat("type=\"checkbox\" name=\"choice:", place, "\"")
                : absl::StrCat("type=\"radio\" name=\"choice\" value=\"", place,
                               "\"");
    absl::StrAppend(&html, "<label><input ", field,
                    draft.places.contains(place) ? " checked" : "", "> ",
                    std::string(1, static_cast<char>('a' + place - 1)), ") ",
                    ChoiceHtml(question.choices[number - 1], material),
                    "</label>\n");
  }
  return html + "</fieldset>\n";
}

std::string AnsweredHtml(const Material& material, std::size_t index,
                         const QuestionState& state) {
  const Question& question = material.questions[index];
  const std::string why = MarkdownHtml(question.explanation);
  if (state.outcome == QuestionOutcome::kRight) {
    return Told("good", "✓", "Right") + why;
  }
  std::string html;
  if (state.outcome == QuestionOutcome::kExpired) {
    html = Told("bad", "✗", "The time is over");
  } else {
    html = Told("bad", "✗", "Not right") +
           MarkdownHtml(FeedbackMarkdown(
               question, state.answers.empty() ? "" : state.answers.back()));
  }
  if (state.outcome == QuestionOutcome::kOpen) {
    const int left = question.attempts - static_cast<int>(state.answers.size());
    return absl::StrCat(html, "<p>", Counted(left, "attempt"), " left</p>\n");
  }
  return html + RightAnswerHtml(material, question) + why;
}

std::string QuizResultHtml(const Material& material, const QuizSession& session,
                           int takes) {
  std::string rows;
  for (std::size_t i = 0; i < material.questions.size(); ++i) {
    const QuestionState& state = session.states()[i];
    const bool right = state.outcome == QuestionOutcome::kRight;
    absl::StrAppend(&rows, "<tr><th scope=\"row\">", i + 1, ". ",
                    Markup(material.questions[i].category), "</th><td class=\"",
                    right ? "good" : "bad", "\"><span aria-hidden=\"true\">",
                    right ? "✓ " : "✗ ", "</span>",
                    QuestionOutcomeName(state.outcome), "</td><td>",
                    Counted(state.answers.size(), "attempt"),
                    state.hint ? ", with the hint" : "", "</td></tr>\n");
  }
  return absl::StrCat(
      "<p class=\"verdict ", session.all_right() ? "good" : "bad", "\">",
      session.right(), " of ", material.questions.size(), " right</p>\n",
      "<p class=\"faint\">", TimeFactorText(session.percent()), ", ",
      Counted(session.hints(), "hint"),
      takes > 1 ? absl::StrCat(", begun ", takes, " times") : "",
      "</p>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" "
      "aria-label=\"Questions\">\n<table>\n<caption>What became of each "
      "question</caption>\n<thead><tr><th scope=\"col\">question</th><th "
      "scope=\"col\">outcome</th><th scope=\"col\">attempts</th></tr></thead>\n"
      "<tbody>\n",
      rows, "</tbody>\n</table>\n</div>\n");
}

}  // namespace grader

#include "grader/course/quiz_page.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "grader/course/lesson_page.h"
#include "grader/problem/units.h"
#include "grader/report/markdown_page.h"

namespace grader {
namespace {

std::string Line(const std::vector<Piece>& pieces, const TextStyle& style) {
  Page page(style);
  page.Line(0, pieces);
  return page.text();
}

}  // namespace

std::string FeedbackMarkdown(const Question& question,
                             const std::string& answer) {
  if (question.kind == QuestionKind::kFillIn) {
    return "That is not what the program prints.";
  }
  std::string markdown;
  for (const absl::string_view word :
       absl::StrSplit(answer, ',', absl::SkipEmpty())) {
    int number = 0;
    if (!absl::SimpleAtoi(word, &number)) continue;
    const Choice& choice = question.choices[number - 1];
    if (!choice.right) absl::StrAppend(&markdown, choice.feedback, "\n\n");
  }
  return markdown.empty() ? "Something is missing." : markdown;
}

absl::string_view QuestionOutcomeName(QuestionOutcome outcome) {
  switch (outcome) {
    case QuestionOutcome::kOpen:
      return "open";
    case QuestionOutcome::kRight:
      return "right";
    case QuestionOutcome::kWrong:
      return "wrong";
    case QuestionOutcome::kExpired:
      return "out of time";
  }
  return "";
}

std::string TimeFactorText(int percent) {
  if (percent == 0) return "untimed";
  return absl::StrCat("time ", percent / 100, percent % 100 == 0 ? "" : ".5",
                      "x");
}

std::string QuestionPage(const Material& material, std::size_t index,
                         const std::vector<int>& order,
                         const TextStyle& style) {
  const Question& question = material.questions[index];
  std::string markdown = absl::StrCat(
      "## Question ", index + 1, " of ", material.questions.size(), ": ",
      question.category, "\n\n", PlainMarkdown(question.text, material), "\n");
  char letter = 'a';
  for (const int number : order) {
    absl::StrAppend(&markdown, "\n", std::string(1, letter++), ") ",
                    ChoiceMarkdown(question.choices[number - 1], material),
                    "\n");
  }
  return MarkdownPage(markdown, style);
}

std::string AnswerPage(const Question& question, const QuestionState& state,
                       const std::string& answer, const TextStyle& style) {
  if (state.outcome == QuestionOutcome::kRight) {
    return Line({{"✓ right", Ink::kGood}}, style) +
           MarkdownPage(question.explanation, style);
  }
  std::string text = Line({{"✗ not right", Ink::kBad}}, style) +
                     MarkdownPage(FeedbackMarkdown(question, answer), style);
  const int left = question.attempts - static_cast<int>(state.answers.size());
  if (state.outcome == QuestionOutcome::kOpen) {
    return text +
           Line({{absl::StrCat(Counted(left, "attempt"), " left")}}, style);
  }
  return text + "\n" + MarkdownPage(question.explanation, style);
}

std::string ExpiredPage(const Question& question, const TextStyle& style) {
  return Line({{"✗ the time is over", Ink::kBad}}, style) +
         MarkdownPage(question.explanation, style);
}

std::string ResultPage(const Material& material, const QuizSession& session,
                       int takes, const TextStyle& style) {
  Page page(style);
  page.Gap();
  page.Line(0, {{absl::StrCat(session.right(), " of ",
                              material.questions.size(), " right"),
                 Ink::kStrong}});
  for (std::size_t i = 0; i < material.questions.size(); ++i) {
    const QuestionState& state = session.states()[i];
    const bool right = state.outcome == QuestionOutcome::kRight;
    page.Line(0, {{right ? "✓ " : "✗ ", right ? Ink::kGood : Ink::kBad},
                  {material.questions[i].id},
                  {absl::StrCat("  ", QuestionOutcomeName(state.outcome), ", ",
                                Counted(state.answers.size(), "attempt"),
                                state.hint ? ", with the hint" : ""),
                   Ink::kFaint}});
  }
  page.Line(0,
            {{absl::StrCat(
                  TimeFactorText(session.percent()), ", ",
                  Counted(session.hints(), "hint"),
                  takes > 1 ? absl::StrCat(", begun ", takes, " times") : ""),
              Ink::kFaint}});
  return page.text();
}

std::string ClockText(absl::Duration left) {
  const auto seconds = std::max<std::int64_t>(0, absl::ToInt64Seconds(left));
  return absl::StrFormat("%d:%02d", seconds / 60, seconds % 60);
}

}  // namespace grader

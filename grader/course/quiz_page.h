// What a quiz says in a terminal: its questions, what becomes of answers, the
// result. Pure.
#ifndef GRADER_COURSE_QUIZ_PAGE_H_
#define GRADER_COURSE_QUIZ_PAGE_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grader/course/quiz_session.h"
#include "grader/problem/material.h"
#include "grader/report/page.h"

namespace grader {

// Question `index` with its choices in `order`, marked a, b, ….
std::string QuestionPage(const Material& material, std::size_t index,
                         const std::vector<int>& order, const TextStyle& style);

// What follows `answer`: that it is right, with the explanation; the feedback,
// and how many attempts are left; or, when it was the last, both.
std::string AnswerPage(const Question& question, const QuestionState& state,
                       const std::string& answer, const TextStyle& style);

// The time is over.
std::string ExpiredPage(const Question& question, const TextStyle& style);

// What became of each question, of hints and of the time; `takes`: how many
// times the quiz was begun.
std::string ResultPage(const Material& material, const QuizSession& session,
                       int takes, const TextStyle& style);

// Markdown: the feedback of each wrong choice of `answer`.
std::string FeedbackMarkdown(const Question& question,
                             const std::string& answer);

// "right", "out of time", …
absl::string_view QuestionOutcomeName(QuestionOutcome outcome);

// "time 1.5x", "untimed".
std::string TimeFactorText(int percent);

// "2:00", "0:30".
std::string ClockText(absl::Duration left);

}  // namespace grader

#endif  // GRADER_COURSE_QUIZ_PAGE_H_

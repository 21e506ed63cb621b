// A quiz as parts of pages in a browser: what it is about, one question, what
// became of an answer, the result. Pure.
#ifndef GRADER_COURSE_QUIZ_HTML_H_
#define GRADER_COURSE_QUIZ_HTML_H_

#include <set>
#include <string>
#include <vector>

#include "grader/course/quiz_session.h"
#include "grader/problem/material.h"

namespace grader {

// What a learner has chosen or written and not handed in yet.
struct QuizDraft {
  std::set<int> places;  // from 1, in the order that is shown
  std::string text;
};

// What it is about, how many questions it has, and how much time.
std::string QuizIntroHtml(const Material& material);

// A field `time` with the names of TimeFactors.
std::string TimeChoiceHtml();

// Question `index` with its choices in `order`, as the content of a form: the
// fields `choice` (one of several places) or `choice:1`, `choice:2`, … (each
// chosen or not), or `text`. No answer is in it.
std::string QuestionFormHtml(const Material& material, std::size_t index,
                             const std::vector<int>& order,
                             const QuizDraft& draft);

// What became of the last answer: that it is right, with the explanation; the
// feedback, and how many attempts are left; or, when it was the last or the
// time is over, the right answer, too.
std::string AnsweredHtml(const Material& material, std::size_t index,
                         const QuestionState& state);

// What became of each question, of hints and of the time; `takes`: how many
// times the quiz was begun.
std::string QuizResultHtml(const Material& material, const QuizSession& session,
                           int takes);

}  // namespace grader

#endif  // GRADER_COURSE_QUIZ_HTML_H_

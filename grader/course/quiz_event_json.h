// A QuizEvent as a line of JSON, as records of quizzes keep it, and back. Pure.
#ifndef GRADER_COURSE_QUIZ_EVENT_JSON_H_
#define GRADER_COURSE_QUIZ_EVENT_JSON_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/course/quiz_session.h"

namespace grader {

// Without a line end; the same event is always the same text.
std::string QuizEventJson(const QuizEvent& event);

// kInvalidArgument if `line` is none.
absl::StatusOr<QuizEvent> ReadQuizEvent(absl::string_view line);

}  // namespace grader

#endif  // GRADER_COURSE_QUIZ_EVENT_JSON_H_

// The Report of a file of answers: a question is a case, so that every format
// of a report, and whatever reads one, takes a quiz as well. Pure.
#ifndef GRADER_COURSE_ANSWER_REPORT_H_
#define GRADER_COURSE_ANSWER_REPORT_H_

#include <string>

#include "absl/status/status.h"
#include "grader/problem/answers_reader.h"
#include "grader/problem/material.h"
#include "grader/report/report.h"

namespace grader {

// What `answers` are worth: a point for each question that is answered right.
// The right answer is in it only with `reveal`.
Report AnswerReport(const Material& material, const Answers& answers,
                    bool reveal);

// The same of a file that cannot be read, for the reason `status`.
Report RefusedAnswers(const Material& material, const absl::Status& status);

// The file that LoadAnswers reads as `answers`, which are UTF-8.
std::string AnswersYaml(const Material& material, const Answers& answers);

}  // namespace grader

#endif  // GRADER_COURSE_ANSWER_REPORT_H_

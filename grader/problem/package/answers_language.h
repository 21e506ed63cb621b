// What is handed in for a submit-answer problem, as a language: the files of a
// submission are its answers, and nothing of it is run.
#ifndef GRADER_PROBLEM_PACKAGE_ANSWERS_LANGUAGE_H_
#define GRADER_PROBLEM_PACKAGE_ANSWERS_LANGUAGE_H_

#include <memory>

#include "grader/problem/language.h"
#include "grader/problem/problem.h"

namespace grader {

inline constexpr char kAnswersLanguage[] = "answers";

// `languages`, which an author's programs are written in, and behind them one
// that prints the answer to a case: the file CASE.out or CASE.ans, or the one
// that is called like the last part of the case's name. Without such a file the
// answer is empty.
std::shared_ptr<const LanguageTable> WithAnswers(
    const LanguageTable& languages);

// Has `test_case` ask for its answer.
void AskForAnswer(TestCase& test_case);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_ANSWERS_LANGUAGE_H_

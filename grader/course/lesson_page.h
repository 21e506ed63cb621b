// A lesson or a quiz as a text for a terminal. Pure.
#ifndef GRADER_COURSE_LESSON_PAGE_H_
#define GRADER_COURSE_LESSON_PAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/problem/material.h"
#include "grader/report/page.h"

namespace grader {

// The whole of it: of a lesson its text and its questions, of a quiz what it is
// about and how it is taken; never an answer.
std::string LessonPage(const Material& material, const TextStyle& style);

// `text` as Markdown that everybody knows: programs are blocks of code, what is
// to be thought about first is a quotation.
std::string PlainMarkdown(const LessonText& text, const Material& material);

// `code` as a block that nothing in it can end; `info`: its language.
std::string CodeBlock(absl::string_view info, absl::string_view code);

// A file of answers to the questions of `material` that only the answers lack:
// the questions stand in it as comments.
std::string AnswerForm(const Material& material);

// What a choice says, in Markdown.
std::string ChoiceMarkdown(const Choice& choice, const Material& material);

}  // namespace grader

#endif  // GRADER_COURSE_LESSON_PAGE_H_

// A lesson or a quiz as one self-contained page: it asks for nothing from
// elsewhere, and without scripts all of it can be read.
#ifndef GRADER_COURSE_LESSON_HTML_H_
#define GRADER_COURSE_LESSON_HTML_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/problem/material.h"

namespace grader {

// The whole page. Of a quiz no answer is in it: it makes the file that
// `grader check` takes. `above` is HTML that comes before it in the page. Pure.
std::string LessonHtml(const Material& material, absl::string_view above = "");

// A part of its text.
std::string LessonTextHtml(const LessonText& text, const Material& material);

// What a choice says; where it is one paragraph, what is in that.
std::string ChoiceHtml(const Choice& choice, const Material& material);

}  // namespace grader

#endif  // GRADER_COURSE_LESSON_HTML_H_

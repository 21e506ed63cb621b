// What can be said about YAML before it is parsed: whether the text is clean,
// and what a plain scalar means to other readers.
#ifndef GRADER_PROBLEM_YAML_TEXT_H_
#define GRADER_PROBLEM_YAML_TEXT_H_

#include "absl/strings/string_view.h"
#include "grader/problem/author_errors.h"

namespace grader {

// Adds an error and gives false if errors.text() is not UTF-8 without byte
// order mark, holds control characters, or begins with directives: then it
// makes no sense to parse it.
bool CheckYamlText(AuthorErrors& errors);

// "a number", "true or false" or "nothing" if other readers of YAML take the
// plain scalar `text` for that (YAML 1.1 and 1.2), or "" if it is only text.
absl::string_view PlainMeaning(absl::string_view text);

}  // namespace grader

#endif  // GRADER_PROBLEM_YAML_TEXT_H_

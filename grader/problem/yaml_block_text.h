// Block texts (`|` and `>`) whose first line is indented more than the others:
// YAML ends such a text early, and takes lines with a `#` for comments.
#ifndef GRADER_PROBLEM_YAML_BLOCK_TEXT_H_
#define GRADER_PROBLEM_YAML_BLOCK_TEXT_H_

#include "grader/problem/author_errors.h"

namespace grader {

// Adds an error for each such text of errors.text(), which names the indicator
// that makes it whole (YAML 1.2.2, 8.1.1.1), and gives false if there is one.
bool CheckBlockTexts(AuthorErrors& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_YAML_BLOCK_TEXT_H_

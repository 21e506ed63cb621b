// What an author's way to write a text makes of it without a word: lines that
// are joined, a comment that cuts it, a "\n" that is no line end.
#ifndef GRADER_PROBLEM_WRITTEN_TEXT_H_
#define GRADER_PROBLEM_WRITTEN_TEXT_H_

#include "grader/problem/author_errors.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// Adds an error if `node`, a text of errors.text(), is surely not what it looks
// like. `exact`: each of its line ends and spaces counts, as in what a program
// reads or prints.
void CheckWrittenText(const YamlNode& node, bool exact, AuthorErrors& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_WRITTEN_TEXT_H_

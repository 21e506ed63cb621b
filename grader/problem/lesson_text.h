// A LessonText: Markdown divided into what is only text and the fences that
// show a program or hold what its run gave. Pure.
#ifndef GRADER_PROBLEM_LESSON_TEXT_H_
#define GRADER_PROBLEM_LESSON_TEXT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/author_errors.h"

namespace grader {

struct LessonBlock {
  enum class Kind {
    kMarkdown,
    kProgram,    // its file is shown here
    kOutput,     // its stdout
    kErrors,     // the last line of its stderr
    kTime,       // how long it waited
    kExecution,  // its execution table
    kVariables,  // its variable table
    kReveal,     // what is read after one has thought
    kDrawing,
  };

  Kind kind = Kind::kMarkdown;
  std::string name;  // of a program; the title of kReveal and kDrawing
  int first = 0;     // lines, from 1; 0: all
  int last = 0;
  std::size_t indent = 0;          // blanks before each line, as in a list
  std::string body;                // without them and the lines of the fence
  std::vector<LessonBlock> parts;  // of kReveal
  Place place;                     // of what the fence says it holds
  Place body_place;                // of the body, in the whole text

  // The body is what a run gave.
  bool recorded() const {
    return kind >= Kind::kOutput && kind <= Kind::kVariables;
  }
};

using LessonText = std::vector<LessonBlock>;

// `text` with `indent` blanks before each line that is not empty.
std::string Indented(absl::string_view text, std::size_t indent);

// The blocks of errors.text(). Fences that are
// not closed, or do not name what they show, are errors.
LessonText ReadLessonText(AuthorErrors& errors);

// The same of a text that stands in another file, where `place` is; what is
// wrong is said there.
LessonText ReadInnerText(absl::string_view text, Place place,
                         AuthorErrors& errors);

// Calls `see` with every block, also those within others.
template <typename See>
void ForEachBlock(const LessonText& text, const See& see) {
  for (const LessonBlock& block : text) {
    see(block);
    ForEachBlock(block.parts, see);
  }
}

}  // namespace grader

#endif  // GRADER_PROBLEM_LESSON_TEXT_H_

// Markdown as blocks: what md4c finds in a statement, for whoever lays it out.
#ifndef GRADER_REPORT_MARKDOWN_H_
#define GRADER_REPORT_MARKDOWN_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/report/page.h"

namespace grader {

// Text in inks, a line end where one is forced. Ink::kBar is code.
using MarkdownText = std::vector<Piece>;

struct MarkdownBlock {
  enum class Kind { kHeading, kParagraph, kCode, kTable, kRule };

  Kind kind = Kind::kParagraph;
  int level = 0;       // of a heading, from 1
  int indent = 0;      // columns, by the lists and quotations around it
  std::string label;   // what stands before its first line: "• ", "1. "
  bool tight = false;  // no gap between it and the block before
  MarkdownText text;   // of code as it stands there
  std::vector<std::vector<MarkdownText>> rows;  // of a table; first its head

  bool operator==(const MarkdownBlock&) const = default;
};

// The blocks of `text`, in CommonMark with GitHub's tables. Whatever the bytes
// are, there is a result. Pure.
std::vector<MarkdownBlock> ParseMarkdown(absl::string_view text);

}  // namespace grader

#endif  // GRADER_REPORT_MARKDOWN_H_

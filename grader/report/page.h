// A Page: text laid out for a terminal, line by line. Everything put on a page
// is made safe to display and fits its width; the writers of text say what to
// show, with whatever signs they like, and never think of escapes or columns.
#ifndef GRADER_REPORT_PAGE_H_
#define GRADER_REPORT_PAGE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace grader {

struct TextStyle {
  int width = 80;       // columns; at least 40 are used
  bool color = false;   // ANSI colours; never the only sign of anything
  bool unicode = true;  // otherwise ASCII alone
};

enum class Ink { kPlain, kStrong, kFaint, kGood, kBad, kCaution, kBar };

// Text in one ink.
struct Piece {
  std::string text;
  Ink ink = Ink::kPlain;

  bool operator==(const Piece&) const = default;
};

class Page {
 public:
  explicit Page(const TextStyle& style);

  // The columns there are.
  int width() const { return style_.width; }
  // `text` as it will be shown: safe, on one line, tabs as blanks.
  std::string Shown(absl::string_view text) const;

  // An empty line, unless the page is empty or ends with one.
  void Gap();
  // One line. What does not fit is cut and ends in "…".
  void Line(int indent, const std::vector<Piece>& pieces);
  // One line with `right` at the right edge; `left` is cut to leave it room.
  void Line(int indent, const std::vector<Piece>& left, const Piece& right);
  // A text, wrapped between words. Its own line ends are kept. The first line
  // starts with `label`, the others are indented as far.
  void Paragraph(int indent, absl::string_view text, Ink ink = Ink::kPlain,
                 const Piece& label = {});
  // The first `lines` lines of a text that somebody else laid out, each cut
  // at the width, behind a bar; then how many lines are left out.
  void Quote(int indent, absl::string_view text, int lines);

  // The same with the first `head` and the last `tail` lines, where a text has
  // more than both: errors say what matters at either end. The last line, which
  // is the error itself, is wrapped and not cut.
  void QuoteEnds(int indent, absl::string_view text, int head, int tail);

  // The page so far; always ends with a newline.
  const std::string& text() const { return text_; }

 private:
  void QuoteToEnd(int indent, absl::string_view text);
  void Write(const std::string& shown, Ink ink);
  // Writes the pieces into at most `columns`; returns the columns used.
  int WritePieces(const std::vector<Piece>& pieces, int columns);
  void EndLine();

  TextStyle style_;
  std::string text_;
};

}  // namespace grader

#endif  // GRADER_REPORT_PAGE_H_

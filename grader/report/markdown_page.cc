#include "grader/report/markdown_page.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/report/markdown.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

constexpr int kColumnGap = 2;
constexpr int kNarrowestColumn = 6;
constexpr int kCodeIndent = 4;

using Lines = std::vector<std::vector<Piece>>;

class Layout {
 public:
  explicit Layout(const TextStyle& style) : style_(style), page_(style) {}

  void Write(const MarkdownBlock& block) {
    if (!block.tight) page_.Gap();
    switch (block.kind) {
      case MarkdownBlock::Kind::kHeading:
        return Heading(block);
      case MarkdownBlock::Kind::kParagraph:
        return Hanging(block);
      case MarkdownBlock::Kind::kCode:
        return Code(block);
      case MarkdownBlock::Kind::kTable:
        return Table(block);
      case MarkdownBlock::Kind::kRule:
        return page_.Line(block.indent, {Rule(page_.width() - block.indent)});
    }
  }

  const std::string& text() const { return page_.text(); }

 private:
  static Piece Rule(int columns) {
    std::string rule;
    for (int i = 0; i < columns; ++i) rule += "─";
    return {rule, Ink::kFaint};
  }

  int WidthOf(const std::string& text) const {
    return DisplayWidth(page_.Shown(text));
  }

  int WidthOf(const MarkdownText& text) const {
    int width = 0;
    for (const Piece& piece : Marked(text)) width += WidthOf(piece.text);
    return width;
  }

  // Where colours cannot say what is code, backticks do.
  MarkdownText Marked(MarkdownText text) const {
    if (style_.color) return text;
    for (Piece& piece : text) {
      if (piece.ink == Ink::kBar)
        piece.text = absl::StrCat("`", piece.text, "`");
    }
    return text;
  }

  // `text` in lines of at most `columns`, broken between words.
  Lines Wrapped(const MarkdownText& text, int columns) const {
    columns = std::max(columns, 1);
    Lines lines(1);
    int used = 0;
    std::vector<Piece> word;
    int width = 0;
    bool blank = false;
    const auto end_word = [&] {
      if (word.empty()) return;
      if (used > 0 && used + (blank ? 1 : 0) + width > columns) {
        lines.emplace_back();
        used = 0;
      }
      if (used > 0 && blank) {
        lines.back().push_back({" "});
        ++used;
      }
      for (Piece& piece : word) {
        Put(std::move(piece), columns, lines, used);
      }
      word.clear();
      width = 0;
      blank = false;
    };
    for (const Piece& piece : Marked(text)) {
      for (absl::string_view line_part : absl::StrSplit(piece.text, '\n')) {
        if (line_part.data() != piece.text.data()) {
          end_word();
          lines.emplace_back();
          used = 0;
        }
        bool first = true;
        for (absl::string_view part : absl::StrSplit(line_part, ' ')) {
          if (!first) {
            end_word();
            blank = true;
          }
          first = false;
          if (part.empty()) continue;
          word.push_back({std::string(part), piece.ink});
          width += WidthOf(word.back().text);
        }
      }
    }
    end_word();
    return lines;
  }

  // A word that is wider than a line goes on in the next.
  void Put(Piece piece, int columns, Lines& lines, int& used) const {
    std::string shown = page_.Shown(piece.text);
    while (used + DisplayWidth(shown) > columns) {
      const std::size_t fits = PrefixThatFits(shown, columns - used);
      if (fits == 0 && used == 0) break;
      lines.back().push_back({shown.substr(0, fits), piece.ink});
      lines.emplace_back();
      used = 0;
      shown.erase(0, fits);
    }
    used += DisplayWidth(shown);
    lines.back().push_back({shown, piece.ink});
  }

  void Heading(const MarkdownBlock& block) {
    MarkdownText text = block.text;
    if (block.level > 1 && !style_.color) {
      text.insert(text.begin(), {std::string(block.level, '#') + " "});
    }
    for (Piece& piece : text) {
      if (piece.ink == Ink::kPlain) piece.ink = Ink::kStrong;
    }
    int widest = 0;
    for (const auto& line : Wrapped(text, page_.width() - block.indent)) {
      page_.Line(block.indent, line);
      int width = 0;
      for (const Piece& piece : line) width += WidthOf(piece.text);
      widest = std::max(widest, width);
    }
    if (block.level <= 1) page_.Line(block.indent, {Rule(widest)});
  }

  void Hanging(const MarkdownBlock& block) {
    const int hanging = block.indent + WidthOf(block.label);
    bool first = true;
    for (std::vector<Piece>& line :
         Wrapped(block.text, page_.width() - hanging)) {
      if (first) line.insert(line.begin(), {block.label, Ink::kFaint});
      page_.Line(first ? block.indent : hanging, line);
      first = false;
    }
  }

  void Code(const MarkdownBlock& block) {
    std::string text;
    for (const Piece& piece : block.text) text += piece.text;
    const int indent = block.indent + kCodeIndent;
    if (!text.empty() && text.back() == '\n') text.pop_back();
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      Lines wrapped(1);
      int used = 0;
      Put({std::string(line), Ink::kBar}, page_.width() - indent, wrapped,
          used);
      for (const auto& part : wrapped) page_.Line(indent, part);
    }
  }

  // As wide as the texts are, or as wide as there is room for: the widest
  // columns are narrowed first.
  std::vector<int> ColumnWidths(const MarkdownBlock& table) const {
    std::vector<int> widths;
    for (const auto& row : table.rows) {
      widths.resize(std::max(widths.size(), row.size()), 1);
      for (std::size_t i = 0; i < row.size(); ++i) {
        widths[i] = std::max(widths[i], WidthOf(row[i]));
      }
    }
    const int gaps = kColumnGap * (static_cast<int>(widths.size()) - 1);
    const int room = page_.width() - table.indent - gaps;
    while (std::accumulate(widths.begin(), widths.end(), 0) > room) {
      int& widest = *std::max_element(widths.begin(), widths.end());
      if (widest <= kNarrowestColumn) break;
      --widest;
    }
    return widths;
  }

  void Row(const std::vector<MarkdownText>& cells,
           const std::vector<int>& widths, int indent) {
    std::vector<Lines> wrapped;
    std::size_t height = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      wrapped.push_back(Wrapped(cells[i], widths[i]));
      height = std::max(height, wrapped.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::vector<Piece> pieces;
      for (std::size_t i = 0; i < wrapped.size(); ++i) {
        int used = 0;
        if (line < wrapped[i].size()) {
          for (const Piece& piece : wrapped[i][line]) {
            used += WidthOf(piece.text);
            pieces.push_back(piece);
          }
        }
        pieces.push_back(
            {std::string(std::max(widths[i] - used, 0) + kColumnGap, ' ')});
      }
      // What pads the last column would be cut where it does not fit.
      pieces.pop_back();
      page_.Line(indent, pieces);
    }
  }

  void Table(const MarkdownBlock& block) {
    const std::vector<int> widths = ColumnWidths(block);
    bool head = true;
    for (std::vector<MarkdownText> row : block.rows) {
      if (head) {
        for (MarkdownText& cell : row) {
          for (Piece& piece : cell) piece.ink = Ink::kStrong;
        }
      }
      Row(row, widths, block.indent);
      if (head) {
        page_.Line(block.indent,
                   {Rule(std::accumulate(widths.begin(), widths.end(), 0) +
                         kColumnGap * (static_cast<int>(widths.size()) - 1))});
      }
      head = false;
    }
  }

  const TextStyle style_;
  Page page_;
};

}  // namespace

std::string MarkdownPage(absl::string_view text, const TextStyle& style) {
  Layout layout(style);
  for (const MarkdownBlock& block : ParseMarkdown(text)) layout.Write(block);
  return layout.text();
}

}  // namespace grader

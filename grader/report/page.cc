#include "grader/report/page.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/report/sanitize.h"
#include "grader/report/unicode.h"

namespace grader {
namespace {

constexpr int kLeastWidth = 40;
// Longer lines are cut before anything else looks at them: nobody reads them,
// and a submission can print megabytes without a newline.
constexpr std::size_t kLongestLine = 8000;
constexpr int kLongestParagraph = 12;  // lines; likewise
// Bytes of a last line that is wrapped.
constexpr std::size_t kLongestLast = 800;
constexpr int kTabStop = 4;

absl::string_view Escape(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kStrong:
      return "\x1b[1m";
    case Ink::kFaint:
      return "\x1b[2m";
    case Ink::kGood:
      return "\x1b[1;32m";
    case Ink::kBad:
      return "\x1b[1;31m";
    case Ink::kCaution:
      return "\x1b[33m";
    case Ink::kBar:
      return "\x1b[36m";
  }
  return "";
}

std::string WithBlanksForTabs(absl::string_view text) {
  std::string result;
  int column = 0;
  while (!text.empty()) {
    const CodePoint front = DecodeFront(text);
    if (front.value == '\t') {
      const int blanks = kTabStop - column % kTabStop;
      result.append(blanks, ' ');
      column += blanks;
    } else {
      absl::StrAppend(&result, text.substr(0, front.size));
      column += DisplayWidth(front.value);
    }
    text.remove_prefix(front.size);
  }
  return result;
}

// Where to break `text` so that it fits into `columns`: after the last blank
// that allows it, else wherever the line is full.
std::size_t BreakPoint(absl::string_view text, int columns) {
  const std::size_t fits = PrefixThatFits(text, columns);
  if (fits >= text.size()) return text.size();
  if (text[fits] == ' ') return fits;
  const std::size_t blank = text.substr(0, fits).rfind(' ');
  if (blank != absl::string_view::npos && blank > 0) return blank;
  return std::max(fits, DecodeFront(text).size);
}

// Whether CI services take a line that begins so for a command to them, blanks
// before it or not.
bool LooksLikeCommand(absl::string_view line) {
  return absl::StartsWith(line, "::") || absl::StartsWith(line, "##");
}

}  // namespace

Page::Page(const TextStyle& style) : style_(style) {
  style_.width = std::max(style_.width, kLeastWidth);
}

std::string Page::Shown(absl::string_view text) const {
  std::string one_line(text.substr(0, kLongestLine));
  std::replace(one_line.begin(), one_line.end(), '\n', ' ');
  return WithBlanksForTabs(style_.unicode ? ForTerminal(one_line)
                                          : ForAsciiTerminal(one_line));
}

void Page::Write(const std::string& shown, Ink ink) {
  const absl::string_view escape = style_.color ? Escape(ink) : "";
  if (shown.empty() || escape.empty()) {
    text_ += shown;
  } else {
    absl::StrAppend(&text_, escape, shown, "\x1b[0m");
  }
}

void Page::EndLine() {
  // Blanks at the end of a line only make it wrap in narrow windows.
  text_.erase(text_.find_last_not_of(' ') + 1);
  text_ += '\n';
}

void Page::Gap() {
  if (!text_.empty() && !absl::EndsWith(text_, "\n\n")) text_ += '\n';
}

int Page::WritePieces(const std::vector<Piece>& pieces, int columns) {
  int used = 0;
  for (const Piece& piece : pieces) {
    std::string shown = Shown(piece.text);
    const int needed = DisplayWidth(shown);
    if (used + needed <= columns) {
      Write(shown, piece.ink);
      used += needed;
      continue;
    }
    const std::string sign = Shown("…");
    const int room = columns - used - DisplayWidth(sign);
    shown.resize(PrefixThatFits(shown, std::max(room, 0)));
    used += DisplayWidth(shown);
    Write(shown, piece.ink);
    if (room >= 0) {
      Write(sign, Ink::kFaint);
      used += DisplayWidth(sign);
    }
    break;
  }
  return used;
}

void Page::Line(int indent, const std::vector<Piece>& pieces) {
  text_.append(indent, ' ');
  WritePieces(pieces, width() - indent);
  EndLine();
}

void Page::Line(int indent, const std::vector<Piece>& left,
                const Piece& right) {
  const int right_width = DisplayWidth(Shown(right.text));
  const int room = width() - indent - right_width;
  text_.append(indent, ' ');
  const int used = WritePieces(left, std::max(room - 1, 0));
  text_.append(std::max(room - used, 1), ' ');
  WritePieces({right}, right_width);
  EndLine();
}

void Page::Paragraph(int indent, absl::string_view text, Ink ink,
                     const Piece& label) {
  const std::string shown_label = Shown(label.text);
  const int hanging = indent + DisplayWidth(shown_label);
  int lines = 0;
  for (absl::string_view line :
       absl::StrSplit(absl::StripTrailingAsciiWhitespace(text), '\n')) {
    const std::string shown = Shown(line);
    absl::string_view rest = shown;
    do {
      text_.append(lines == 0 ? indent : hanging, ' ');
      if (lines == 0) Write(shown_label, label.ink);
      if (++lines > kLongestParagraph) {
        Write(Shown("…"), Ink::kFaint);
        return EndLine();
      }
      // A break may bring such a text to the beginning of a line.
      const std::string before =
          LooksLikeCommand(rest) && (lines > 1 || shown_label.empty())
              ? Shown("│ ")
              : "";
      Write(before, Ink::kFaint);
      const std::size_t end =
          BreakPoint(rest, width() - hanging - DisplayWidth(before));
      Write(std::string(rest.substr(0, end)), ink);
      EndLine();
      rest = absl::StripLeadingAsciiWhitespace(rest.substr(end));
    } while (!rest.empty());
  }
}

void Page::QuoteEnds(int indent, absl::string_view text, int head, int tail) {
  if (absl::EndsWith(text, "\n")) text.remove_suffix(1);
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  const auto left_out = lines - head - tail;
  if (left_out <= 1) return QuoteToEnd(indent, text);
  std::size_t end = 0;
  for (int i = 0; i < head; ++i) end = text.find('\n', end) + 1;
  std::size_t begin = text.size();
  for (int i = 0; i < tail; ++i) begin = text.rfind('\n', begin - 1);
  Quote(indent, text.substr(0, end), head);
  Line(indent, {{"│ ", Ink::kFaint},
                {absl::StrCat("… ", left_out, " more lines"), Ink::kFaint}});
  QuoteToEnd(indent, text.substr(begin + 1));
}

void Page::QuoteToEnd(int indent, absl::string_view text) {
  const Piece bar = {"│ ", Ink::kFaint};
  const std::size_t end = text.rfind('\n');
  absl::string_view last = text;
  if (end != absl::string_view::npos) {
    const absl::string_view before = text.substr(0, end);
    Quote(indent, before,
          static_cast<int>(1 + std::count(before.begin(), before.end(), '\n')));
    last = text.substr(end + 1);
  }
  if (last.size() > kLongestLast ||
      DisplayWidth(Shown(last)) <= style_.width - indent - 2) {
    return Line(indent, {bar, {std::string(last)}});
  }
  Paragraph(indent, last, Ink::kPlain, bar);
}

void Page::Quote(int indent, absl::string_view text, int lines) {
  if (absl::EndsWith(text, "\n")) text.remove_suffix(1);
  const Piece bar = {"│ ", Ink::kFaint};
  for (; lines > 0; --lines) {
    const std::size_t end = text.find('\n');
    Line(indent, {bar, {std::string(text.substr(0, end))}});
    if (end == absl::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
  const auto left = 1 + std::count(text.begin(), text.end(), '\n');
  Line(indent,
       {bar,
        {absl::StrCat("… ", left, left == 1 ? " more line" : " more lines"),
         Ink::kFaint}});
}

}  // namespace grader

#include "grader/watch/watch_view.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace grader {
namespace {

constexpr int kMostNoteLines = 3;

std::vector<std::string> LinesOf(absl::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (text.empty()) return {};
  return absl::StrSplit(text, '\n');
}

std::vector<std::string> NoteLines(const WatchView& view,
                                   const TextStyle& style) {
  Page page(style);
  if (!view.note.empty()) page.Paragraph(0, view.note, Ink::kCaution);
  std::vector<std::string> lines = LinesOf(page.text());
  if (lines.size() > kMostNoteLines) lines.resize(kMostNoteLines);
  return lines;
}

// RFC 3986, section 2.3: what need not be encoded, and the slash.
std::string FileUri(const std::string& path) {
  std::string uri = "file://";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                       c == '_' || c == '~' || c == '/';
    if (plain) {
      uri += c;
    } else {
      absl::StrAppendFormat(&uri, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

std::string FileLine(const WatchView& view, const TextStyle& style) {
  Page page(style);
  page.Line(0, {{view.file, Ink::kFaint}});
  std::string line = LinesOf(page.text()).front();
  if (!style.color) return line;
  return absl::StrCat("\x1b]8;;", FileUri(view.file), "\x1b\\", line,
                      "\x1b]8;;\x1b\\");
}

// Title, progress, file; a gap above and below the body; the keys.
int BodyRows(int notes, int rows) { return std::max(rows - notes - 6, 1); }

}  // namespace

int MostScroll(const WatchView& view, const TextStyle& style, int rows) {
  const int notes = static_cast<int>(NoteLines(view, style).size());
  const int lines = static_cast<int>(LinesOf(view.body).size());
  return std::max(lines - BodyRows(notes, rows), 0);
}

std::vector<std::string> WatchLines(const WatchView& view,
                                    const TextStyle& style, int rows) {
  Page head(style);
  head.Line(0, {{view.title, Ink::kStrong}}, view.status);
  head.Line(0, view.progress);
  std::vector<std::string> lines = LinesOf(head.text());
  lines.push_back(view.file.empty() ? "" : FileLine(view, style));
  const std::vector<std::string> notes = NoteLines(view, style);
  lines.insert(lines.end(), notes.begin(), notes.end());
  lines.emplace_back();
  const std::vector<std::string> body = LinesOf(view.body);
  const int room = BodyRows(static_cast<int>(notes.size()), rows);
  const int most = std::max(static_cast<int>(body.size()) - room, 0);
  const int begin = std::clamp(view.scroll, 0, most);
  const int end = std::min<int>(begin + room, static_cast<int>(body.size()));
  lines.insert(lines.end(), body.begin() + begin, body.begin() + end);
  while (static_cast<int>(lines.size()) < rows - 2) lines.emplace_back();
  Page bottom(style);
  const int below = static_cast<int>(body.size()) - end;
  bottom.Line(0, {{below > 0 ? absl::StrCat("↓ ", below, " more lines") : "",
                   Ink::kFaint}});
  bottom.Line(0, {{view.bottom, Ink::kFaint}});
  for (std::string& line : LinesOf(bottom.text())) {
    lines.push_back(std::move(line));
  }
  // On a screen this low the keys matter least.
  if (static_cast<int>(lines.size()) > rows) {
    lines.resize(std::max(rows, 0));
  }
  return lines;
}

}  // namespace grader

#include "grader/problem/yaml_block_text.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "re2/re2.h"

namespace grader {
namespace {

// A line that begins a block text without saying how far it is indented.
struct Header {
  char sign = '|';
  std::size_t column = 0;  // of the sign, in bytes from 0
  // Lines of the text are indented more than the list or map it stands in.
  std::size_t parent = 0;
};

std::optional<Header> ReadHeader(absl::string_view line) {
  static const RE2 kHeader(
      "( *(?:- +)*)"                                                // lists
      "((?:[^\\s#\"'&*!|>%@`{\\[][^#]*|\"[^\"]*\"|'[^']*') *: +)?"  // key
      "([|>])[-+]?[ \\t]*(?:[ \\t]#.*)?\\r?");
  re2::StringPiece lists, key, sign;
  if (!RE2::FullMatch(re2::StringPiece(line.data(), line.size()), kHeader,
                      &lists, &key, &sign)) {
    return std::nullopt;
  }
  Header header;
  header.sign = sign[0];
  header.column = lists.size() + key.size();
  header.parent = lists.size();
  if (key.empty()) {
    const absl::string_view before(lists.data(), lists.size());
    const std::size_t dash = before.rfind('-');
    if (dash == absl::string_view::npos) return std::nullopt;
    header.parent = dash;
  }
  return header;
}

// Blank lines belong to a text whatever their indentation.
std::optional<std::size_t> Indentation(absl::string_view line) {
  const std::size_t indentation = line.find_first_not_of(' ');
  if (indentation == absl::string_view::npos || line[indentation] == '\r') {
    return std::nullopt;
  }
  return indentation;
}

// The lines below a header, up to the first that is not inside its parent.
struct Block {
  std::size_t end = 0;                   // index of the line behind it
  std::size_t first = 0;                 // indentation of the first line
  std::size_t least = 0;                 // of the least indented one
  std::optional<std::size_t> left_over;  // the first line that is no text
  bool empty = true;
};

Block ReadBlock(const std::vector<absl::string_view>& lines, std::size_t begin,
                std::size_t parent) {
  Block block;
  for (block.end = begin; block.end < lines.size(); ++block.end) {
    const auto indentation = Indentation(lines[block.end]);
    if (!indentation) continue;
    if (*indentation <= parent) break;
    if (block.empty) block.first = block.least = *indentation;
    block.empty = false;
    block.least = std::min(block.least, *indentation);
    if (*indentation < block.first && !block.left_over) {
      block.left_over = block.end;
    }
  }
  return block;
}

// Whether `line`, behind a header, is what should have been its text: neither a
// key nor an item of a list, a comment, or the end of a document.
bool LooksLikeText(absl::string_view line) {
  static const RE2 kOther(
      " *(?:#.*|-|- .*|---.*|\\.\\.\\..*|[^\\s:]+ *:|[^\\s:]+ *: .*|\"[^\"]*\" "
      "*:.*|"
      "[^:]*[^\\s:]:(?: .*)?|[\\]}].*)\\r?");
  return !RE2::FullMatch(re2::StringPiece(line.data(), line.size()), kOther);
}

// A blank that is none to YAML where its spaces count: before or behind a key.
std::optional<std::size_t> FindOddSpace(absl::string_view line) {
  static const RE2 kOdd(
      "( *(?:- +)*(?:[A-Za-z_]+:)? *)"
      "(\\x{A0}|\\x{2007}|\\x{202F}|\\x{3000}|\\x{200B}|\\x{FEFF}).*");
  re2::StringPiece before;
  if (!RE2::FullMatch(re2::StringPiece(line.data(), line.size()), kOdd,
                      &before)) {
    return std::nullopt;
  }
  return before.size();
}

}  // namespace

bool CheckBlockTexts(AuthorErrors& errors) {
  const std::vector<absl::string_view> lines =
      absl::StrSplit(errors.text(), '\n');
  bool whole = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto offset =
        static_cast<std::size_t>(lines[i].data() - errors.text().data());
    if (const auto odd = FindOddSpace(lines[i])) {
      whole = false;
      errors.Add({offset + *odd, 1},
                 "a no-break space, or another blank that YAML takes for a "
                 "letter; write a plain space");
      continue;
    }
    const auto header = ReadHeader(lines[i]);
    if (!header) continue;
    const Block block = ReadBlock(lines, i + 1, header->parent);
    if (block.empty && block.end < lines.size() &&
        LooksLikeText(lines[block.end])) {
      whole = false;
      const std::size_t column = *Indentation(lines[block.end]);
      errors.Add(
          {static_cast<std::size_t>(lines[block.end].data() -
                                    errors.text().data()) +
               column,
           1},
          absl::StrCat(
              "this is not in the text of line ", i + 1,
              ", since it is not indented more than its key; ", "indent it by ",
              header->parent + 2 - std::min(column, header->parent), " more"));
    }
    if (block.left_over) {
      whole = false;
      const bool comment =
          lines[*block.left_over][*Indentation(lines[*block.left_over])] == '#';
      errors.Add({offset + header->column, 1},
                 absl::StrCat(
                     "the first line of this text is indented more than line ",
                     *block.left_over + 1,
                     comment ? ", which YAML therefore takes for a comment"
                             : ", where the text therefore ends",
                     "; write ", std::string(1, header->sign),
                     block.least - header->parent,
                     ", and the text begins that many spaces in"));
    }
    // What looks like a header inside a text is text.
    i = block.end - 1;
  }
  return whole;
}

}  // namespace grader

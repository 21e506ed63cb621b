#include "grader/problem/lesson_text.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "re2/re2.h"

namespace grader {
namespace {

using BlockKind = LessonBlock::Kind;

struct FenceWord {
  absl::string_view word;
  BlockKind kind;
};

constexpr FenceWord kFenceWords[] = {
    {"program", BlockKind::kProgram},     {"output", BlockKind::kOutput},
    {"errors", BlockKind::kErrors},       {"time", BlockKind::kTime},
    {"execution", BlockKind::kExecution}, {"variables", BlockKind::kVariables},
    {"reveal", BlockKind::kReveal},       {"drawing", BlockKind::kDrawing}};

// A line that opens a block of code: at least three backticks or tildes, and
// what it says behind them.
struct Fence {
  char sign = '`';
  std::size_t indent = 0;
  std::size_t length = 0;
  std::size_t info = 0;  // where that begins, in the line
  std::string word;
  std::string rest;
};

std::optional<Fence> OpeningFence(absl::string_view line) {
  static const RE2 kFence("( {0,3})(`{3,}|~{3,})([ \t]*)([^`\n\r]*?)\\s*");
  std::string indent;
  std::string signs;
  std::string gap;
  std::string info;
  if (!RE2::FullMatch(re2::StringPiece(line.data(), line.size()), kFence,
                      &indent, &signs, &gap, &info)) {
    return std::nullopt;
  }
  Fence fence;
  fence.sign = signs[0];
  fence.indent = indent.size();
  fence.length = signs.size();
  fence.info = indent.size() + signs.size() + gap.size();
  const std::size_t end = std::min(info.find_first_of(" \t"), info.size());
  fence.word = info.substr(0, end);
  fence.rest = std::string(absl::StripAsciiWhitespace(info.substr(end)));
  return fence;
}

bool Closes(absl::string_view line, const Fence& fence) {
  const absl::string_view signs = absl::StripAsciiWhitespace(line);
  return signs.size() >= fence.length &&
         signs.find_first_not_of(fence.sign) == absl::string_view::npos;
}

const FenceWord* FindWord(absl::string_view word) {
  for (const FenceWord& one : kFenceWords) {
    if (one.word == word) return &one;
  }
  return nullptr;
}

// `text` without up to `indent` blanks before each line.
std::string Outdented(absl::string_view text, std::size_t indent) {
  std::string out;
  std::size_t blanks = 0;
  bool in_front = true;
  for (const char c : text) {
    if (in_front && c == ' ' && blanks < indent) {
      ++blanks;
      continue;
    }
    in_front = c == '\n';
    if (in_front) blanks = 0;
    out += c;
  }
  return out;
}

class TextReader {
 public:
  // `place`: where errors are said, if not at the text's own places.
  TextReader(std::optional<Place> place, AuthorErrors& errors)
      : place_(place), errors_(errors) {}

  // The blocks of `text`, which begins at `offset` of the whole.
  LessonText Read(absl::string_view text, std::size_t offset) {
    LessonText blocks;
    std::string markdown;
    std::size_t at = 0;
    const auto end_markdown = [&](std::size_t end) {
      if (markdown.empty()) return;
      LessonBlock block;
      block.body_place = {offset + end - markdown.size(), markdown.size()};
      block.body = std::move(markdown);
      markdown.clear();
      blocks.push_back(std::move(block));
    };
    while (at < text.size()) {
      const std::size_t start = at;
      const absl::string_view line = NextLine(text, at);
      const auto fence = OpeningFence(line);
      if (!fence) {
        markdown.append(line.data(), line.size());
        continue;
      }
      const std::size_t body = at;
      std::size_t body_end = at;
      bool closed = false;
      while (at < text.size() && !closed) {
        body_end = at;
        closed = Closes(NextLine(text, at), *fence);
      }
      const Place opening = {offset + start + fence->info,
                             std::max<std::size_t>(fence->word.size(), 1)};
      if (!closed) {
        body_end = text.size();
        Add({offset + start, fence->length},
            absl::StrCat("this block of code is never closed; end it with a "
                         "line of ",
                         fence->length, " or more ",
                         std::string(1, fence->sign)));
      }
      const FenceWord* const word = FindWord(fence->word);
      if (word == nullptr) {
        markdown.append(text.data() + start, at - start);
        CheckSpelling(*fence, opening);
        continue;
      }
      end_markdown(start);
      LessonBlock block;
      block.kind = word->kind;
      block.place = {opening.offset,
                     fence->word.size() +
                         (fence->rest.empty() ? 0 : fence->rest.size() + 1)};
      block.indent = fence->indent;
      block.body = Outdented(text.substr(body, body_end - body), fence->indent);
      block.body_place = {offset + body, body_end - body};
      ReadName(*fence, block);
      if (block.kind == BlockKind::kReveal) {
        block.parts = Read(text.substr(body, body_end - body), offset + body);
      }
      if (block.kind == BlockKind::kProgram &&
          !absl::StripAsciiWhitespace(block.body).empty()) {
        Add(block.place,
            "program: leave the block empty; the program's file is shown "
            "here");
      }
      blocks.push_back(std::move(block));
    }
    end_markdown(text.size());
    return blocks;
  }

 private:
  static absl::string_view NextLine(absl::string_view text, std::size_t& at) {
    const std::size_t end = text.find('\n', at);
    const std::size_t next =
        end == absl::string_view::npos ? text.size() : end + 1;
    const absl::string_view line = text.substr(at, next - at);
    at = next;
    return line;
  }

  void Add(Place place, const std::string& message) {
    errors_.Add(place_.value_or(place), message);
  }

  // "outptu loop" is meant for a fence of ours; "python" is not.
  void CheckSpelling(const Fence& fence, Place place) {
    if (fence.rest.empty()) return;
    std::vector<std::string> known;
    for (const FenceWord& one : kFenceWords) known.emplace_back(one.word);
    const std::string meant = DidYouMean(fence.word, known);
    if (meant.empty()) return;
    Add(place, absl::StrCat("unknown block ", Quoted(fence.word), meant));
  }

  void ReadName(const Fence& fence, LessonBlock& block) {
    block.name = fence.rest;
    if (fence.rest.empty()) {
      const bool titled =
          block.kind == BlockKind::kReveal || block.kind == BlockKind::kDrawing;
      Add(block.place,
          absl::StrCat(
              fence.word,
              titled ? ": say what it shows: " : ": name the program: ", "```",
              fence.word,
              titled ? " What becomes of the others?" : " my-program"));
      return;
    }
    if (block.kind != BlockKind::kProgram && block.kind != BlockKind::kOutput)
      return;
    static const RE2 kLines("(.*):([0-9]{1,6})(?:-([0-9]{1,6}))?");
    std::string name;
    int first = 0;
    std::string last;
    if (!RE2::FullMatch(fence.rest, kLines, &name, &first, &last)) return;
    block.name = name;
    block.first = first;
    block.last = last.empty() ? first : std::atoi(last.c_str());
    if (block.first < 1 || block.last < block.first) {
      Add(block.place, absl::StrCat("lines ", block.first, "-", block.last,
                                    ": the first is at least 1, and the last "
                                    "is not before it"));
      block.first = 0;
      block.last = 0;
    }
  }

  const std::optional<Place> place_;
  AuthorErrors& errors_;
};

}  // namespace

std::string Indented(absl::string_view text, std::size_t indent) {
  std::string out;
  bool in_front = true;
  for (const char c : text) {
    if (in_front && c != '\n') out.append(indent, ' ');
    in_front = c == '\n';
    out += c;
  }
  return out;
}

LessonText ReadLessonText(AuthorErrors& errors) {
  const std::string text = errors.text();
  return TextReader(std::nullopt, errors).Read(text, 0);
}

LessonText ReadInnerText(absl::string_view text, Place place,
                         AuthorErrors& errors) {
  return TextReader(place, errors).Read(text, 0);
}

}  // namespace grader

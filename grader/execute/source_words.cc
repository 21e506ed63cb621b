#include "grader/execute/source_words.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace grader {
namespace {

bool BeginsName(char c) {
  return absl::ascii_isalpha(c) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool IsInName(char c) { return BeginsName(c) || absl::ascii_isdigit(c); }

// A source, word by word. All of its characters are asked for by At(), which
// sees joined lines.
class Reading {
 public:
  Reading(absl::string_view source, bool raw_strings)
      : source_(source), raw_strings_(raw_strings) {
    Join();
  }

  std::vector<SourceWord> Run() {
    while (at_ < text_.size()) ReadOne();
    return std::move(words_);
  }

 private:
  // Leaves out each backslash at the end of a line; Clang and GCC overlook
  // white space behind it.
  void Join() {
    for (std::size_t i = 0; i < source_.size(); ++i) {
      if (source_[i] == '\\') {
        std::size_t end = i + 1;
        while (end < source_.size() && source_[end] != '\n' &&
               absl::ascii_isspace(source_[end])) {
          ++end;
        }
        if (end < source_.size() && source_[end] == '\n') {
          i = end;
          continue;
        }
      }
      text_.push_back(source_[i]);
      places_.push_back(i);
    }
  }

  char At(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  bool Begins(absl::string_view with) const {
    return absl::string_view(text_).substr(at_, with.size()) == with;
  }

  void ReadOne() {
    const char c = At(at_);
    if (c == '\n') {
      at_line_start_ = true;
      in_directive_ = names_header_ = false;
      ++at_;
    } else if (absl::ascii_isspace(c)) {
      ++at_;
    } else if (Begins("//")) {
      SkipTo("\n");
    } else if (Begins("/*")) {
      at_ += 2;
      SkipTo("*/");
      at_ += 2;
    } else {
      ReadWord(c);
      at_line_start_ = false;
    }
  }

  void ReadWord(char c) {
    if (BeginsName(c)) {
      ReadName();
    } else if (absl::ascii_isdigit(c) ||
               (c == '.' && absl::ascii_isdigit(At(at_ + 1)))) {
      SkipNumber();
    } else if (c == '"' || c == '\'') {
      Add(SourceWord::Kind::kString, "");
      SkipQuoted(c);
    } else if (c == '<' && names_header_) {
      // The name of a header, in which // and /* mean nothing.
      while (at_ < text_.size() && At(at_) != '>' && At(at_) != '\n') ++at_;
    } else {
      ReadSign();
    }
  }

  void ReadSign() {
    const bool digraph = Begins("%:");
    if (digraph || At(at_) == '#') {
      const std::size_t length = digraph ? 2 : 1;
      const std::size_t next = at_ + length;
      const bool twice =
          digraph ? At(next) == '%' && At(next + 1) == ':' : At(next) == '#';
      if (at_line_start_) in_directive_ = true;
      Add(SourceWord::Kind::kSign, twice ? "##" : "#");
      at_ += twice ? 2 * length : length;
      return;
    }
    Add(SourceWord::Kind::kSign, std::string(1, At(at_)));
    ++at_;
  }

  void ReadName() {
    std::size_t end = at_;
    while (IsInName(At(end))) ++end;
    const std::string name = text_.substr(at_, end - at_);
    constexpr absl::string_view kRaw[] = {"R", "LR", "uR", "UR", "u8R"};
    if (raw_strings_ && At(end) == '"' && absl::c_linear_search(kRaw, name)) {
      Add(SourceWord::Kind::kString, "");
      SkipRawString(end);
      return;
    }
    constexpr absl::string_view kOfHeaders[] = {"include", "include_next",
                                                "import", "__has_include",
                                                "__has_include_next"};
    Add(SourceWord::Kind::kName, name);
    if (in_directive_ && absl::c_linear_search(kOfHeaders, name)) {
      names_header_ = true;
    }
    at_ = end;
  }

  void SkipNumber() {
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = At(at_);
      const bool sign = (c == '+' || c == '-') &&
                        absl::string_view("eEpP").find(At(at_ - 1)) !=
                            absl::string_view::npos;
      const bool separator =
          c == '\'' && (absl::ascii_isalnum(At(at_ + 1)) || At(at_ + 1) == '_');
      if (!IsInName(c) && c != '.' && !sign && !separator) return;
    }
  }

  // A string or character; one that does not end does so with its line.
  void SkipQuoted(char quote) {
    for (++at_; at_ < text_.size() && At(at_) != '\n'; ++at_) {
      if (At(at_) == '\\' && At(at_ + 1) != '\n') {
        ++at_;
      } else if (At(at_) == quote) {
        ++at_;
        return;
      }
    }
  }

  // In a raw string lines are not joined.
  void SkipRawString(std::size_t quote) {
    const std::size_t begin = places_[quote] + 1;
    const std::size_t open = source_.find('(', begin);
    if (open == source_.npos) {
      at_ = text_.size();
      return;
    }
    const std::string close =
        absl::StrCat(")", source_.substr(begin, open - begin), "\"");
    const std::size_t end = source_.find(close, open);
    if (end == source_.npos) {
      at_ = text_.size();
      return;
    }
    while (at_ < text_.size() && places_[at_] < end + close.size()) ++at_;
  }

  void SkipTo(absl::string_view end) {
    at_ = std::min(text_.find(std::string(end), at_), text_.size());
  }

  void Add(SourceWord::Kind kind, std::string text) {
    const std::size_t place = places_[at_];
    for (; counted_ < place; ++counted_) {
      if (source_[counted_] != '\n') continue;
      ++line_;
      line_begin_ = counted_ + 1;
    }
    SourceWord word;
    word.kind = kind;
    word.text = std::move(text);
    word.line = line_;
    word.column = static_cast<int>(place - line_begin_) + 1;
    word.in_directive = in_directive_;
    word.begins_line = at_line_start_;
    words_.push_back(std::move(word));
  }

  const absl::string_view source_;
  const bool raw_strings_;
  std::string text_;                 // of joined lines
  std::vector<std::size_t> places_;  // of its characters in source_
  std::size_t at_ = 0;
  bool at_line_start_ = true;
  bool in_directive_ = false;
  bool names_header_ = false;
  std::size_t counted_ = 0;
  std::size_t line_begin_ = 0;
  int line_ = 1;
  std::vector<SourceWord> words_;
};

}  // namespace

std::vector<SourceWord> WordsOf(absl::string_view source, bool raw_strings) {
  return Reading(source, raw_strings).Run();
}

std::string BlockAt(absl::string_view source, int line) {
  if (line <= 0) return "";
  int depth = 0;
  for (const SourceWord& word : WordsOf(source, /*raw_strings=*/true)) {
    if (word.line < line || word.kind != SourceWord::Kind::kSign) continue;
    if (word.text == "{") ++depth;
    if (word.text != "}" || depth == 0 || --depth > 0) continue;
    const std::vector<absl::string_view> lines = absl::StrSplit(source, '\n');
    std::string block;
    for (int i = line; i <= word.line; ++i) {
      absl::StrAppend(&block, lines[static_cast<std::size_t>(i) - 1], "\n");
    }
    return block;
  }
  return "";
}

}  // namespace grader

#include "grader/problem/author_errors.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

constexpr std::size_t kShownBefore = 60;  // characters before the caret
constexpr std::size_t kShownLine = 100;

// Nobody reads more, and a file that is no table at all may have one in each of
// its bytes.
constexpr std::size_t kMost = 200;

std::size_t CountCharacters(absl::string_view line) {
  std::size_t count = 0;
  for (; !line.empty(); ++count) line.remove_prefix(DecodeFront(line).size);
  return count;
}

// The first characters of `line` behind the first `skipped`, no more than
// `most`, each printable: what is not valid or not visible becomes a
// replacement character, a tab one space.
std::vector<std::string> Characters(absl::string_view line, std::size_t skipped,
                                    std::size_t most) {
  for (; skipped > 0; --skipped) line.remove_prefix(DecodeFront(line).size);
  std::vector<std::string> characters;
  while (!line.empty() && characters.size() < most) {
    const CodePoint front = DecodeFront(line);
    const bool control = front.value < 0x20 || front.value == 0x7F;
    characters.push_back(front.value == '\t' ? " "
                         : control           ? "\uFFFD"
                                             : Encode(front.value));
    line.remove_prefix(front.size);
  }
  return characters;
}

}  // namespace

AuthorErrors::AuthorErrors(std::string file, std::string text)
    : file_(std::move(file)), text_(std::move(text)), line_starts_({0}) {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

void AuthorErrors::Add(Place place, absl::string_view message) {
  place.offset = std::min(place.offset, text_.size());
  // The end of the file is the end of its last line, not an empty one below.
  if (place.offset == text_.size() && !text_.empty() && text_.back() == '\n') {
    --place.offset;
  }
  if (errors_.size() == kMost) {
    ++more_;
    return;
  }
  for (const Error& error : errors_) {
    if (error.place.offset == place.offset && error.message == message) return;
  }
  errors_.push_back({place, std::string(message)});
}

int AuthorErrors::Line(Place place) const {
  return static_cast<int>(
      std::upper_bound(line_starts_.begin(), line_starts_.end(), place.offset) -
      line_starts_.begin());
}

absl::Status AuthorErrors::ToStatus() const {
  if (errors_.empty()) return absl::OkStatus();
  std::vector<Error> sorted = errors_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Error& a, const Error& b) {
                     return a.place.offset < b.place.offset;
                   });
  std::string told =
      absl::StrJoin(sorted, "\n", [this](std::string* out, const Error& error) {
        absl::StrAppend(out, Render(error));
      });
  if (more_ > 0) {
    absl::StrAppend(&told, "\n", file_, ": error: ", more_,
                    more_ == 1 ? " more error" : " more errors");
  }
  return absl::InvalidArgumentError(told);
}

std::string AuthorErrors::Render(const Error& error) const {
  const int number = Line(error.place);
  const std::size_t start = line_starts_[number - 1];
  absl::string_view line(text_);
  line = line.substr(start, line.find('\n', start) - start);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  const std::size_t before = std::min(error.place.offset - start, line.size());

  // Of a long line only what is shown is spelled out.
  const absl::string_view left = line.substr(0, before);
  const absl::string_view right = line.substr(before);
  const std::size_t left_size = CountCharacters(left);
  const std::size_t cut =
      left_size > kShownBefore ? left_size - kShownBefore : std::size_t{0};
  const std::size_t room = kShownLine - (left_size - cut);
  const std::vector<std::string> behind = Characters(right, 0, room + 1);
  const std::size_t shown = std::min(behind.size(), room);
  const std::size_t marked = std::max<std::size_t>(
      1, Characters(right.substr(0, error.place.length), 0, room).size());
  std::string source = absl::StrCat(
      cut > 0 ? "…" : "", absl::StrJoin(Characters(left, cut, kShownLine), ""),
      absl::StrJoin(behind.begin(), behind.begin() + shown, ""),
      shown < behind.size() ? "…" : "");
  const std::size_t indent = left_size - cut + (cut > 0 ? 1 : 0);
  const std::size_t tail =
      std::min(marked, std::max<std::size_t>(shown, 1)) - 1;
  return absl::StrFormat("%s:%d:%d: error: %s\n%5d | %s\n      | %s^%s", file_,
                         number, left_size + 1, error.message, number,
                         absl::StripTrailingAsciiWhitespace(source),
                         std::string(indent, ' '), std::string(tail, '~'));
}

}  // namespace grader

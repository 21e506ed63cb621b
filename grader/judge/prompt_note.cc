#include "grader/judge/prompt_note.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/judge/lines.h"

namespace grader {
namespace {

// Longer texts are no prompts.
constexpr std::size_t kLongestPrompt = 200;

std::string Respaced(const Lines& lines) {
  std::vector<absl::string_view> words;
  for (const Word& word : SplitWords(lines)) words.push_back(word.text);
  return absl::StrJoin(words, " ");
}

bool HasLetter(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || absl::ascii_isalpha(byte);
  });
}

// What stands before `expected` in `actual`: nothing, or words; none if
// `actual` does not end in `expected`, or what stands before is no prompt.
std::optional<absl::string_view> Before(absl::string_view expected,
                                        absl::string_view actual) {
  if (!absl::EndsWith(actual, expected)) return std::nullopt;
  const absl::string_view before =
      actual.substr(0, actual.size() - expected.size());
  if (before.empty()) return before;
  if (expected.empty() || before.size() > kLongestPrompt ||
      !HasLetter(before) ||
      absl::ascii_isalnum(static_cast<unsigned char>(before.back()))) {
    return std::nullopt;
  }
  return before;
}

// The first prompt, if each line is the expected one or that behind a prompt.
std::optional<absl::string_view> BeforeALine(const Lines& expected,
                                             const Lines& actual) {
  if (expected.size() != actual.size()) return std::nullopt;
  std::optional<absl::string_view> first;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto before = Before(expected[i], actual[i]);
    if (!before) return std::nullopt;
    if (!first && !before->empty()) first = before;
  }
  return first;
}

std::string Remark(absl::string_view prompt) {
  return absl::StrCat("; ", Quoted(absl::StripAsciiWhitespace(prompt)),
                      " is printed before the right answer: everything that "
                      "is printed is judged, also a prompt");
}

}  // namespace

std::string PromptNote(absl::string_view expected, absl::string_view actual) {
  const Lines expected_lines = SplitLines(expected);
  const Lines actual_lines = SplitLines(actual);
  if (const auto prompt = BeforeALine(expected_lines, actual_lines)) {
    return Remark(*prompt);
  }
  const std::string whole = Respaced(actual_lines);
  const auto before = Before(Respaced(expected_lines), whole);
  return before && !before->empty() ? Remark(*before) : "";
}

}  // namespace grader

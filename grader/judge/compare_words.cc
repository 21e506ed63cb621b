#include "grader/judge/compare_words.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/judge/figures.h"
#include "grader/judge/lines.h"

namespace grader {
namespace {

// Where the word at `index` stands; the end of the lines if there is none.
Focus FocusOn(const Lines& lines, const std::vector<Word>& words,
              std::size_t index) {
  if (index >= words.size()) return {lines.size(), 0, Spaces::kPlain};
  const Word& word = words[index];
  return {word.line,
          static_cast<std::size_t>(word.text.data() - lines[word.line].data()),
          Spaces::kPlain};
}

bool SameInAnotherOrder(const std::vector<Word>& a,
                        const std::vector<Word>& b) {
  if (a.size() != b.size()) return false;
  const auto sorted = [](const std::vector<Word>& words) {
    std::vector<absl::string_view> texts;
    texts.reserve(words.size());
    for (const Word& word : words) texts.push_back(word.text);
    std::sort(texts.begin(), texts.end());
    return texts;
  };
  return sorted(a) == sorted(b);
}

// The white space before each word of `text`, and behind the last.
std::vector<absl::string_view> SpacesAround(absl::string_view text,
                                            const std::vector<Word>& words) {
  std::vector<absl::string_view> spaces;
  std::size_t begin = 0;
  for (const Word& word : words) {
    const std::size_t end =
        static_cast<std::size_t>(word.text.data() - text.data());
    spaces.push_back(text.substr(begin, end - begin));
    begin = end + word.text.size();
  }
  spaces.push_back(text.substr(begin));
  return spaces;
}

// The first word before which the white space differs, or that of the end;
// none if there is no such word.
std::optional<std::size_t> OtherSpaces(absl::string_view expected,
                                       const std::vector<Word>& expected_words,
                                       absl::string_view actual,
                                       const std::vector<Word>& actual_words) {
  const auto a = SpacesAround(expected, expected_words);
  const auto b = SpacesAround(actual, actual_words);
  const auto [in_a, in_b] =
      std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (in_a == a.end() && in_b == b.end()) return std::nullopt;
  return static_cast<std::size_t>(in_a - a.begin());
}

}  // namespace

Comparison CompareWords(absl::string_view expected_text,
                        absl::string_view actual_text, WordComplaint complaint,
                        bool exact_spaces) {
  const Lines expected = SplitLines(expected_text);
  const Lines actual = SplitLines(actual_text);
  const std::vector<Word> expected_words = SplitWords(expected);
  const std::vector<Word> actual_words = SplitWords(actual);

  const std::size_t common =
      std::min(expected_words.size(), actual_words.size());
  std::size_t at = 0;
  std::string wrong;
  while (at < common) {
    wrong = complaint(expected_words[at].text, actual_words[at].text);
    if (!wrong.empty()) break;
    ++at;
  }
  if (at == expected_words.size() && at == actual_words.size()) {
    const std::optional<std::size_t> other =
        exact_spaces ? OtherSpaces(expected_text, expected_words, actual_text,
                                   actual_words)
                     : std::nullopt;
    if (!other) return Passed(expected, actual);
    Focus there = FocusOn(expected, expected_words, *other);
    Focus here = FocusOn(actual, actual_words, *other);
    there.spaces = here.spaces = Spaces::kVisible;
    return Failed(
        expected, there, actual, here,
        *other < actual_words.size()
            ? absl::StrCat("the white space before ",
                           Quoted(actual_words[*other].text), " in line ",
                           actual_words[*other].line + 1, " is different")
            : "the white space at the end is different");
  }

  std::string message;
  if (actual_words.empty()) {
    message = absl::StrCat("nothing was printed, ",
                           Counted(expected_words.size(), "word"), " expected");
  } else if (at == actual_words.size()) {
    const std::size_t missing = expected_words.size() - at;
    message = absl::StrCat("the last ",
                           missing == 1 ? "word" : Counted(missing, "word"),
                           missing == 1 ? " is" : " are", " missing, from ",
                           Quoted(expected_words[at].text), " on");
  } else if (at == expected_words.size()) {
    message = absl::StrCat(Counted(actual_words.size() - at, "word"),
                           " too many, from ", Quoted(actual_words[at].text),
                           " in line ", actual_words[at].line + 1, " on");
  } else if (SameInAnotherOrder(expected_words, actual_words)) {
    message =
        absl::StrCat("the words are right but in another order, from line ",
                     actual_words[at].line + 1, " on");
  } else {
    message = absl::StrCat("line ", actual_words[at].line + 1, ": ", wrong);
  }
  return Failed(expected, FocusOn(expected, expected_words, at), actual,
                FocusOn(actual, actual_words, at), std::move(message));
}

}  // namespace grader

#include "grader/judge/compare_exact.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/judge/figures.h"
#include "grader/judge/lines.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

// The lines of `longer` that are left over when `shorter` is taken out of it in
// order; none if that is not possible.
std::vector<std::size_t> LeftOver(const Lines& longer, const Lines& shorter) {
  std::vector<std::size_t> rest;
  std::size_t next = 0;
  for (std::size_t i = 0; i < longer.size(); ++i) {
    if (next < shorter.size() && longer[i] == shorter[next]) {
      ++next;
    } else {
      rest.push_back(i);
    }
  }
  if (next < shorter.size()) rest.clear();
  return rest;
}

bool SameWords(const Lines& a, const Lines& b) {
  const std::vector<Word> x = SplitWords(a);
  const std::vector<Word> y = SplitWords(b);
  return std::equal(
      x.begin(), x.end(), y.begin(), y.end(),
      [](const Word& v, const Word& w) { return v.text == w.text; });
}

bool SameInAnotherOrder(Lines a, Lines b) {
  if (a.size() != b.size()) return false;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

bool SameButForCase(const Lines& a, const Lines& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](absl::string_view x, absl::string_view y) {
                      return absl::EqualsIgnoreCase(x, y);
                    });
}

// The column (in characters, from 1) behind the first `bytes` of `line`.
std::size_t Column(absl::string_view line, std::size_t bytes) {
  std::size_t column = 1;
  for (std::size_t at = 0; at < bytes; ++column) {
    at += DecodeFront(line.substr(at)).size;
    if (at > bytes) break;  // between the bytes of a character
  }
  return column;
}

std::string TooMany(const Lines& actual, const std::vector<std::size_t>& rest) {
  const bool all_empty =
      std::all_of(rest.begin(), rest.end(),
                  [&](std::size_t i) { return actual[i].empty(); });
  return absl::StrCat(Counted(rest.size(), all_empty ? "empty line" : "line"),
                      " too many: ", LineNumbers(rest));
}

}  // namespace

Comparison CompareExact(const ExactText& expectation,
                        absl::string_view actual_text) {
  const Lines expected = SplitLines(expectation.text);
  const Lines actual = SplitLines(actual_text);
  if (expected == actual) return Passed(expected, actual);
  if (auto failed = CompareEmptiness(expected, actual)) return *failed;

  Focus focus;
  focus.line =
      static_cast<std::size_t>(std::mismatch(expected.begin(), expected.end(),
                                             actual.begin(), actual.end())
                                   .first -
                               expected.begin());
  const auto failed = [&](std::string message) {
    return Failed(expected, focus, actual, focus, std::move(message));
  };

  if (const auto rest = LeftOver(expected, actual); !rest.empty()) {
    return failed(absl::StrCat(
        LineNumbers(rest), rest.size() == 1 ? " is missing" : " are missing"));
  }
  if (const auto rest = LeftOver(actual, expected); !rest.empty()) {
    return failed(TooMany(actual, rest));
  }
  // Neither is the start of the other, so both have this line.
  const absl::string_view expected_line = expected[focus.line];
  const absl::string_view actual_line = actual[focus.line];
  const std::string place = absl::StrCat("line ", focus.line + 1);
  focus.column = CommonPrefix(expected_line, actual_line);
  if (SameWords(expected, actual)) {
    focus.spaces = Spaces::kVisible;
    return failed(
        SameWords({expected_line}, {actual_line})
            ? absl::StrCat(place,
                           ": the same words, but different spacing (· is a "
                           "space, → a tab)")
            : absl::StrCat("the same words, but other line breaks, from ",
                           place, " on"));
  }
  if (SameInAnotherOrder(expected, actual)) {
    return failed(absl::StrCat(
        "the lines are right but in another order, from ", place, " on"));
  }
  if (SameButForCase(expected, actual)) {
    return failed(
        absl::StrCat(place, ": only upper and lower case are different"));
  }
  std::string message =
      absl::StrCat(place, " is different from column ",
                   Column(expected_line, focus.column), " on");
  if (expected.size() != actual.size()) {
    absl::StrAppend(&message, "; ", Counted(actual.size(), "line"),
                    " instead of ", expected.size());
  }
  return failed(std::move(message));
}

}  // namespace grader

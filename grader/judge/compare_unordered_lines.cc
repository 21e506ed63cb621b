#include "grader/judge/compare_unordered_lines.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/judge/figures.h"
#include "grader/judge/lines.h"

namespace grader {
namespace {

using Indexes = std::vector<std::size_t>;

Indexes SortedByLine(const Lines& lines) {
  Indexes indexes(lines.size());
  std::iota(indexes.begin(), indexes.end(), 0);
  std::stable_sort(
      indexes.begin(), indexes.end(),
      [&](std::size_t a, std::size_t b) { return lines[a] < lines[b]; });
  return indexes;
}

struct Difference {
  Indexes missing;  // into the expected lines, ascending
  Indexes extra;    // into the actual lines, ascending
};

Difference Compare(const Lines& expected, const Lines& actual) {
  const Indexes e = SortedByLine(expected);
  const Indexes a = SortedByLine(actual);
  Difference difference;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < e.size() || j < a.size()) {
    if (i < e.size() && j < a.size() && expected[e[i]] == actual[a[j]]) {
      ++i;
      ++j;
    } else if (j == a.size() ||
               (i < e.size() && expected[e[i]] < actual[a[j]])) {
      difference.missing.push_back(e[i++]);
    } else {
      difference.extra.push_back(a[j++]);
    }
  }
  std::sort(difference.missing.begin(), difference.missing.end());
  std::sort(difference.extra.begin(), difference.extra.end());
  return difference;
}

// The lines at `indexes` with one space between words, sorted.
std::vector<std::string> Respaced(const Lines& lines, const Indexes& indexes) {
  std::vector<std::string> respaced;
  for (const std::size_t index : indexes) {
    respaced.push_back(absl::StrJoin(SplitWords({lines[index]}), " ",
                                     [](std::string* out, const Word& word) {
                                       out->append(word.text.data(),
                                                   word.text.size());
                                     }));
  }
  std::sort(respaced.begin(), respaced.end());
  return respaced;
}

}  // namespace

Comparison CompareUnorderedLines(const UnorderedLines& expectation,
                                 absl::string_view actual_text) {
  const Lines expected = SplitLines(expectation.text);
  const Lines actual = SplitLines(actual_text);
  const auto [missing, extra] = Compare(expected, actual);
  if (missing.empty() && extra.empty()) return Passed(expected, actual);
  if (auto failed = CompareEmptiness(expected, actual)) return *failed;

  Comparison result;
  Spaces spaces = Spaces::kPlain;
  if (missing.size() == extra.size() &&
      Respaced(expected, missing) == Respaced(actual, extra)) {
    spaces = Spaces::kVisible;
    result.message = absl::StrCat(LineNumbers(extra),
                                  ": the same words, but different spacing (· "
                                  "is a space, → a tab)");
  } else if (extra.empty()) {
    result.message =
        absl::StrCat(Counted(missing.size(), "line"),
                     missing.size() == 1 ? " is missing" : " are missing");
  } else if (missing.empty()) {
    result.message = absl::StrCat(Counted(extra.size(), "line"),
                                  " too many: ", LineNumbers(extra));
  } else {
    result.message =
        absl::StrCat(Counted(missing.size(), "line"),
                     missing.size() == 1 ? " is missing, " : " are missing, ",
                     Counted(extra.size(), "line"),
                     " not expected: ", LineNumbers(extra), " (in any order)");
  }
  // Only what has no partner is of interest; the other side may have nothing.
  result.expected = missing.empty() ? Excerpt(expected, {})
                                    : Selection(expected, missing, spaces);
  result.actual =
      extra.empty() ? Excerpt(actual, {}) : Selection(actual, extra, spaces);
  return result;
}

}  // namespace grader

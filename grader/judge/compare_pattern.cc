#include "grader/judge/compare_pattern.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/judge/figures.h"
#include "grader/judge/line_assignment.h"
#include "grader/judge/line_matcher.h"
#include "grader/judge/lines.h"
#include "grader/judge/pattern_words.h"
#include "grader/problem/pattern.h"

namespace grader {
namespace {

using Indexes = std::vector<std::size_t>;

constexpr char kGaveUp[] =
    "there are too many ways to match these lines: the grader stopped looking";

const std::string& NameOf(const ParsedPattern& pattern, int capture) {
  return pattern.captures[static_cast<std::size_t>(capture)].name;
}

// Names two distinct captures with one value; empty if there are none.
std::string SameButDistinct(const ParsedPattern& pattern,
                            const LineMatcher& matcher) {
  const int count = static_cast<int>(pattern.captures.size());
  for (int a = 0; a < count; ++a) {
    for (int b = a + 1; b < count; ++b) {
      if (pattern.captures[static_cast<std::size_t>(a)].distinct &&
          pattern.captures[static_cast<std::size_t>(b)].distinct &&
          matcher.value(a) && matcher.value(a) == matcher.value(b)) {
        return absl::StrCat(NameOf(pattern, a), " and ", NameOf(pattern, b),
                            " must be different, but both are ",
                            Quoted(*matcher.value(a)));
      }
    }
  }
  return "";
}

// Why `text` does not match `line`, in words `form`, with what `matcher` has
// bound.
std::string ExplainLine(const ParsedPattern& pattern, const PatternLine& line,
                        absl::string_view form, absl::string_view text,
                        LineMatcher& matcher) {
  if (matcher.exhausted()) return kGaveUp;
  LineMatcher unbound(pattern, false);
  std::vector<int> bound;
  if (!unbound.Match(line, text, &bound)) {
    return absl::StrCat("does not have the form ", Quoted(form));
  }
  for (const int capture : bound) {
    if (matcher.value(capture) &&
        *matcher.value(capture) != *unbound.value(capture)) {
      return absl::StrCat(NameOf(pattern, capture), " is ",
                          Quoted(*unbound.value(capture)), " here, but was ",
                          Quoted(*matcher.value(capture)), " before");
    }
  }
  // The values agree, so the one that was taken already stands elsewhere.
  for (const int capture : bound) {
    if (!pattern.captures[static_cast<std::size_t>(capture)].distinct) continue;
    const int count = static_cast<int>(pattern.captures.size());
    for (int other = 0; other < count; ++other) {
      if (other != capture &&
          pattern.captures[static_cast<std::size_t>(other)].distinct &&
          matcher.value(other) == unbound.value(capture)) {
        return absl::StrCat(
            NameOf(pattern, capture), " is ", Quoted(*unbound.value(capture)),
            ", as ", NameOf(pattern, other), " is: they must be different");
      }
    }
  }
  return absl::StrCat("does not have the form ", Quoted(form));
}

std::string CountMessage(std::size_t expected, std::size_t actual) {
  if (actual > expected) {
    return absl::StrCat(Counted(actual - expected, "line"), " too many");
  }
  return absl::StrCat(Counted(expected - actual, "line"),
                      expected - actual == 1 ? " is missing" : " are missing");
}

Comparison CompareInOrder(const ParsedPattern& pattern, const Lines& expected,
                          const Lines& actual) {
  LineMatcher matcher(pattern, true);
  const std::size_t common = std::min(expected.size(), actual.size());
  std::vector<int> bound;
  for (std::size_t i = 0; i < common; ++i) {
    if (matcher.Match(pattern.lines[i], actual[i], &bound)) continue;
    const Focus focus{i, 0, Spaces::kPlain};
    return Failed(expected, focus, actual, focus,
                  absl::StrCat("line ", i + 1, ": ",
                               ExplainLine(pattern, pattern.lines[i],
                                           expected[i], actual[i], matcher)));
  }
  if (expected.size() == actual.size()) return Passed(expected, actual);
  const Focus end{common, 0, Spaces::kPlain};
  return Failed(expected, end, actual, end,
                CountMessage(expected.size(), actual.size()));
}

// The failed comparison of lines that match no pattern line, or the other way
// round; nothing if every line has a possible partner.
std::optional<Comparison> CompareForms(const LineAssignment& assignment,
                                       const Lines& expected,
                                       const Lines& actual) {
  const Indexes missing = assignment.PatternLinesWithoutCandidate();
  const Indexes extra = assignment.LinesWithoutCandidate();
  if (missing.empty() && extra.empty()) return std::nullopt;
  Comparison result;
  result.message =
      missing.empty()
          ? absl::StrCat(LineNumbers(extra),
                         extra.size() == 1 ? " has" : " have",
                         " none of the expected forms")
          : absl::StrCat("no line has the form ", Quoted(expected[missing[0]]));
  if (missing.size() > 1) {
    absl::StrAppend(&result.message, " (+", missing.size() - 1,
                    " more without a line)");
  }
  result.expected =
      missing.empty() ? Excerpt(expected, {}) : Selection(expected, missing);
  result.actual =
      extra.empty() ? Excerpt(actual, {}) : Selection(actual, extra);
  return result;
}

Comparison CompareInAnyOrder(const ParsedPattern& pattern,
                             const Lines& expected, const Lines& actual) {
  LineMatcher matcher(pattern, true);
  LineAssignment assignment(pattern, actual, matcher);
  if (assignment.Search()) return Passed(expected, actual);
  if (!assignment.complete()) {
    return Failed(expected, {}, actual, {},
                  expected.size() == actual.size()
                      ? kGaveUp
                      : CountMessage(expected.size(), actual.size()));
  }
  if (auto failed = CompareForms(assignment, expected, actual)) {
    return *failed;
  }
  if (expected.size() != actual.size()) {
    return Failed(expected, {}, actual, {},
                  CountMessage(expected.size(), actual.size()));
  }

  LineMatcher lenient(pattern, false);
  if (assignment.forms_match() &&
      LineAssignment(pattern, actual, lenient).Search()) {
    return Failed(expected, {}, actual, {}, SameButDistinct(pattern, lenient));
  }
  const Indexes missing = assignment.PatternLinesLeft();
  const Indexes extra = assignment.LinesLeft();
  return {false, Selection(expected, missing), Selection(actual, extra),
          absl::StrCat(
              "every line has an expected form, but ",
              assignment.forms_match() ? "the captures do not agree"
                                       : "there are too many of one of them",
              ": nothing is left for ", Quoted(expected[missing[0]]),
              matcher.exhausted() ? absl::StrCat(" (", kGaveUp, ")") : "")};
}

}  // namespace

Comparison ComparePattern(const Pattern& expectation,
                          absl::string_view actual_text) {
  const Lines actual = SplitLines(actual_text);
  const absl::StatusOr<ParsedPattern> pattern = ParsePattern(expectation);
  if (!pattern.ok()) {
    return Failed(SplitLines(expectation.text), {}, actual, {},
                  absl::StrCat("the expectation is not a pattern: ",
                               pattern.status().message()));
  }
  const std::vector<std::string> in_words = PatternInWords(*pattern);
  const Lines expected(in_words.begin(), in_words.end());
  if (auto failed = CompareEmptiness(expected, actual)) return *failed;
  if (expected.empty()) return Passed(expected, actual);
  return expectation.unordered ? CompareInAnyOrder(*pattern, expected, actual)
                               : CompareInOrder(*pattern, expected, actual);
}

}  // namespace grader

// The checks of the order of spans.
#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/judge/figures.h"
#include "grader/judge/span_checks.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

std::string ListIds(const std::vector<std::string>& ids) {
  constexpr std::size_t kShown = 20;
  if (ids.empty()) return "none";
  const std::size_t shown = std::min(ids.size(), kShown);
  std::string text = Readable(absl::StrJoin(
      ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  if (shown < ids.size()) {
    absl::StrAppend(&text, ", … (+", ids.size() - shown, ")");
  }
  return text;
}

CheckResult CheckOrder(const std::string& what,
                       const std::vector<std::string>& expected,
                       const std::vector<std::string>& actual,
                       const NamedSpans& named) {
  CheckResult check =
      MakeSpanCheck(CheckKind::kTrace, named, absl::StrCat(what, "_order"));
  check.passed = expected == actual;
  check.expected = ListIds(expected);
  check.actual = ListIds(actual);
  if (check.passed) return check;
  const std::size_t at =
      static_cast<std::size_t>(std::mismatch(expected.begin(), expected.end(),
                                             actual.begin(), actual.end())
                                   .first -
                               expected.begin());
  if (at == expected.size()) {
    check.message = absl::StrCat(
        Readable(named.name), " ", Readable(actual[at]), " should not ", what,
        " after the ", expected.size(), " that are expected");
  } else {
    check.message = absl::StrCat(
        Readable(named.name), " ", Readable(expected[at]), " should ", what,
        at == 0 ? std::string(" first")
                : absl::StrCat(" after ", Readable(expected[at - 1])),
        at == actual.size()
            ? (what == "end" ? ", but never did" : ", but never began")
            : absl::StrCat(", but ", Readable(actual[at]), " did"));
  }
  return check;
}

std::vector<std::string> Ids(const std::vector<Span>& spans) {
  std::vector<std::string> ids;
  ids.reserve(spans.size());
  for (const Span& span : spans) ids.push_back(span.id);
  return ids;
}

// The ids of the spans that ended, in order of end. What ended at one moment
// has no order: it is put as `expected` has it.
std::vector<std::string> IdsByEnd(const NamedSpans& named,
                                  const std::vector<std::string>& expected) {
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    place.emplace(expected[i], i);
  }
  std::vector<Span> spans;
  for (const Span& span : named.spans) {
    if (span.end) spans.push_back(span);
  }
  const auto place_of = [&](const Span& span) {
    const auto found = place.find(span.id);
    return found == place.end() ? expected.size() : found->second;
  };
  std::stable_sort(
      spans.begin(), spans.end(), [&](const Span& a, const Span& b) {
        return std::pair(*a.end, place_of(a)) < std::pair(*b.end, place_of(b));
      });
  return Ids(spans);
}

}  // namespace

CheckResult CheckBeginOrder(const SpanExpectation& expectation,
                            const NamedSpans& named, const Observation&) {
  return CheckOrder("begin", expectation.begin_order, Ids(named.spans), named);
}

CheckResult CheckEndOrder(const SpanExpectation& expectation,
                          const NamedSpans& named, const Observation&) {
  return CheckOrder("end", expectation.end_order,
                    IdsByEnd(named, expectation.end_order), named);
}

CheckResult CheckAfter(const SpanExpectation& expectation,
                       const NamedSpans& named,
                       const Observation& observation) {
  const NamedSpans before = SpansNamed(observation.trace, expectation.after);
  CheckResult check = MakeSpanCheck(CheckKind::kTrace, named, "after");
  check.expected =
      absl::StrCat("begins after every ", Readable(before.name), " ended");
  if (named.spans.empty()) {
    check.passed = true;
    check.actual = "none";
    return check;
  }
  const Span& first = named.spans[0];
  if (before.spans.empty()) {
    check.actual = absl::StrCat(Readable(before.name), " never ran");
    check.message =
        absl::StrCat(named.Label(first), " began, but ", check.actual);
    return check;
  }
  const Span* last = &before.spans[0];
  const auto ends_later = [](const Span& a, const Span& b) {
    return !a.end || (b.end && *a.end > *b.end);
  };
  for (const Span& span : before.spans) {
    if (ends_later(span, *last)) last = &span;
  }
  check.passed = last->end && *last->end <= first.begin;
  check.actual = absl::StrCat(
      named.Label(first), " began at ", FormatElapsed(first.begin), ", ",
      before.Label(*last),
      last->end ? absl::StrCat(" ended at ", FormatElapsed(*last->end))
                : std::string(" never ended"));
  if (!check.passed) {
    check.message =
        absl::StrCat(named.Label(first), " began while ", before.Label(*last),
                     " was not done yet: wait for it first");
  }
  return check;
}

}  // namespace grader

#include "grader/judge/span_checks.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <queue>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/judge/blocking_advice.h"
#include "grader/judge/expectation_checks.h"
#include "grader/judge/figures.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

using Elapsed = Bound<absl::Duration>;

template <typename T>
bool IsGiven(const Bound<T>& bound) {
  return bound.bounded();
}
bool IsGiven(const SpanIds& ids) { return !ids.empty(); }
bool IsGiven(const SpanName& name) { return !name.empty(); }

// Fails `check` when there is nothing to measure, or something without an end.
// Whether it could be measured.
bool Measurable(const SpanExpectation& expectation, const NamedSpans& named,
                CheckResult* check) {
  if (named.spans.empty()) {
    check->passed =
        expectation.count.bounded() && expectation.count.Contains(0);
    check->actual = "none";
    if (!check->passed) {
      check->message = absl::StrCat(Readable(named.name), " never ran");
    }
    return false;
  }
  if (named.unfinished > 0) {
    check->actual =
        absl::StrCat(named.unfinished, " of ", named.size(), " without an end");
    check->message =
        absl::StrCat(named.NeverFinished(),
                     ". Is everything that was started also waited for?");
    return false;
  }
  return true;
}

// "took 1 s, at most 150 ms expected" and what that may come from.
std::string TookMessage(const std::string& subject, absl::Duration took,
                        const Elapsed& bound) {
  const bool long_ = bound.max && took > *bound.max;
  return absl::StrCat(
      subject, " took ", FormatElapsed(took, bound), ", ",
      long_ ? FormatBound(Elapsed{std::nullopt, bound.max})
            : FormatBound(Elapsed{bound.min, std::nullopt}),
      " expected",
      long_ ? "" : ". Is everything it has to wait for really awaited?");
}

// By how much later the spans would have had to end for `count` of them to be
// in flight at once; zero if no delay does it.
absl::Duration TooLateFor(std::int64_t count, const std::vector<Span>& spans) {
  const auto needed = static_cast<std::size_t>(std::max(count, INT64_C(1)));
  absl::Duration least = absl::InfiniteDuration();
  // The latest `needed` ends of those that have begun, the earliest on top.
  std::priority_queue<absl::Duration, std::vector<absl::Duration>,
                      std::greater<>>
      ends;
  for (const Span& span : spans) {
    ends.push(span.end.value_or(absl::InfiniteDuration()));
    if (ends.size() > needed) ends.pop();
    if (ends.size() == needed) least = std::min(least, span.begin - ends.top());
  }
  return least < absl::InfiniteDuration()
             ? std::max(least, absl::ZeroDuration())
             : absl::ZeroDuration();
}

}  // namespace

CheckResult CheckSpanCount(const SpanExpectation& expectation,
                           const NamedSpans& named, const Observation&) {
  CheckResult check = MakeSpanCheck(CheckKind::kTrace, named, "count");
  const Bound<std::int64_t>& bound = expectation.count;
  const std::int64_t finished = named.size() - named.unfinished;
  const bool enough = !bound.min || finished >= *bound.min;
  const bool few_enough = !bound.max || named.size() <= *bound.max;
  check.passed = enough && few_enough;
  check.expected = FormatBound(bound);
  check.actual =
      named.unfinished == 0
          ? absl::StrCat(finished)
          : absl::StrCat(finished, " finished, ", named.unfinished, " did not");
  if (check.passed) return check;
  if (!few_enough) {
    check.message = absl::StrCat(Readable(named.name), " ran ", named.size(),
                                 named.size() == 1 ? " time, " : " times, ",
                                 check.expected, " expected");
  } else if (named.unfinished > 0) {
    check.message = absl::StrCat(named.NeverFinished(), ": ", check.expected,
                                 " expected. Is everything that was started "
                                 "also waited for?");
  } else if (finished == 0) {
    check.message = absl::StrCat(Readable(named.name), " never ran, ",
                                 check.expected, " expected");
  } else {
    check.message = absl::StrCat(Readable(named.name), " ran only ", finished,
                                 finished == 1 ? " time, " : " times, ",
                                 check.expected, " expected");
  }
  return check;
}

CheckResult CheckSpanElapsed(const SpanExpectation& expectation,
                             const NamedSpans& named, const Observation&) {
  CheckResult check = MakeSpanCheck(CheckKind::kTiming, named, "elapsed");
  const Elapsed& bound = expectation.elapsed;
  check.expected =
      absl::StrCat(FormatBound(bound), named.size() > 1 ? " each" : "");
  if (!Measurable(expectation, named, &check)) return check;

  const auto took = [](const Span& span) { return *span.end - span.begin; };
  const auto [shortest, longest] = std::minmax_element(
      named.spans.begin(), named.spans.end(),
      [&](const Span& a, const Span& b) { return took(a) < took(b); });
  const auto wrong = std::count_if(
      named.spans.begin(), named.spans.end(),
      [&](const Span& span) { return !bound.Contains(took(span)); });
  check.passed = wrong == 0;
  check.excess = Excess(bound, took(*longest));
  check.actual = FormatElapsed(took(*shortest), bound);
  if (took(*shortest) != took(*longest)) {
    absl::StrAppend(&check.actual, " to ",
                    FormatElapsed(took(*longest), bound));
  }
  if (check.passed) return check;
  const Span& worst =
      bound.max && took(*longest) > *bound.max ? *longest : *shortest;
  check.message = TookMessage(named.Label(worst), took(worst), bound);
  if (wrong > 1) {
    absl::StrAppend(&check.message, " (", wrong, " of ", named.size(),
                    " are out of bounds)");
  }
  return check;
}

CheckResult CheckSpanTotal(const SpanExpectation& expectation,
                           const NamedSpans& named, const Observation&) {
  CheckResult check = MakeSpanCheck(CheckKind::kTiming, named, "total");
  const Elapsed& bound = expectation.total;
  check.expected = FormatBound(bound);
  if (!Measurable(expectation, named, &check)) return check;

  absl::Duration last_end = *named.spans[0].end;
  for (const Span& span : named.spans) last_end = std::max(last_end, *span.end);
  const absl::Duration total = last_end - named.spans[0].begin;
  check.passed = bound.Contains(total);
  check.excess = Excess(bound, total);
  check.actual = FormatElapsed(total, bound);
  if (!check.passed) {
    check.message = TookMessage(
        named.size() == 1 ? named.Label(named.spans[0])
                          : absl::StrCat("all ", named.size(), " ",
                                         Readable(named.name), " together"),
        total, bound);
  }
  return check;
}

CheckResult CheckSpansInFlight(const SpanExpectation& expectation,
                               const NamedSpans& named, const Observation&) {
  CheckResult check =
      MakeSpanCheck(CheckKind::kConcurrency, named, "max_in_flight");
  const Bound<std::int64_t>& bound = expectation.max_in_flight;
  const std::int64_t most = MaxInFlight(named.spans);
  check.passed = bound.Contains(most);
  check.expected = FormatBound(bound);
  check.actual = absl::StrCat(most);
  if (check.passed) return check;
  if (bound.min && most < *bound.min) {
    check.excess = TooLateFor(*bound.min, named.spans);
  }
  if (bound.max && most > *bound.max) {
    check.message = absl::StrCat(most, " ", Readable(named.name),
                                 " at once, the limit is ", *bound.max);
  } else if (named.spans.empty()) {
    check.message = absl::StrCat(Readable(named.name), " never ran, at least ",
                                 *bound.min, " at once expected");
  } else if (named.size() > 1 && most == 1) {
    // How many there are in all says nothing here: a driver may have run some
    // of them one after another itself, to compare with.
    check.message =
        absl::StrCat(Readable(named.name),
                     " ran one after another: never more than 1 at a "
                     "time, at least ",
                     *bound.min, " expected");
  } else {
    check.message =
        absl::StrCat("at most ", most, " ", Readable(named.name),
                     most == 1 ? " was" : " were", " in flight, at least ",
                     *bound.min, " expected");
  }
  return check;
}

std::vector<CheckResult> CheckSpans(const SpanExpectation& expectation,
                                    const Observation& observation) {
  const NamedSpans named = SpansNamed(observation.trace, expectation.name);
  std::vector<CheckResult> checks;
#define SPAN_EXPECTATION(type, member, check, value, description, example) \
  if (IsGiven(expectation.member)) {                                       \
    checks.push_back(check(expectation, named, observation));              \
  }
#include "grader/problem/expectations.def"
  for (CheckResult& check : checks) {
    if (!check.passed && (check.kind == CheckKind::kTiming ||
                          check.kind == CheckKind::kConcurrency)) {
      check.message += BlockingAdvice(observation);
    }
  }
  return checks;
}

std::vector<CheckResult> CheckSpans(const TestCase& test_case,
                                    const Observation& observation) {
  std::vector<CheckResult> checks;
  for (const SpanExpectation& expectation : test_case.expect.spans) {
    std::vector<CheckResult> made = CheckSpans(expectation, observation);
    checks.insert(checks.end(), std::make_move_iterator(made.begin()),
                  std::make_move_iterator(made.end()));
  }
  return checks;
}

}  // namespace grader

#include "grader/judge/span_checks.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "grader/judge/figures.h"
#include "grader/judge/lines.h"

namespace grader {
namespace {

using Elapsed = Bound<absl::Duration>;

// The spans of one name, with what several checks want to know of them.
struct Named {
  std::string name;
  std::vector<Span> spans;  // in order of begin
  std::int64_t unfinished = 0;

  std::int64_t size() const { return static_cast<std::int64_t>(spans.size()); }
  std::string NeverFinished() const {
    return absl::StrCat(unfinished, " of ", size(), " ", Readable(name),
                        " never finished");
  }
  std::string Label(const Span& span) const {
    return span.id == "-"
               ? Readable(name)
               : absl::StrCat(Readable(name), " ", Readable(span.id));
  }
};

Named SpansNamed(const Trace& trace, const std::string& name) {
  Named named{name, {}, 0};
  for (const Span& span : trace.spans) {
    if (span.name != name) continue;
    named.spans.push_back(span);
    if (!span.end) ++named.unfinished;
  }
  return named;
}

CheckResult MakeCheck(CheckKind kind, const Named& named,
                      const std::string& what) {
  CheckResult check;
  check.kind = kind;
  check.name = absl::StrCat("spans.", named.name, ".", what);
  return check;
}

CheckResult CheckCount(const SpanExpectation& expectation, const Named& named) {
  CheckResult check = MakeCheck(CheckKind::kTrace, named, "count");
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

// Fails `check` when there is nothing to measure, or something without an end.
// Whether it could be measured.
bool Measurable(const SpanExpectation& expectation, const Named& named,
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

CheckResult CheckElapsed(const SpanExpectation& expectation,
                         const Named& named) {
  CheckResult check = MakeCheck(CheckKind::kTiming, named, "elapsed");
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

CheckResult CheckTotal(const SpanExpectation& expectation, const Named& named) {
  CheckResult check = MakeCheck(CheckKind::kTiming, named, "total");
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

CheckResult CheckMaxInFlight(const SpanExpectation& expectation,
                             const Named& named) {
  CheckResult check =
      MakeCheck(CheckKind::kConcurrency, named, "max_in_flight");
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
                       const Named& named) {
  CheckResult check =
      MakeCheck(CheckKind::kTrace, named, absl::StrCat(what, "_order"));
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
std::vector<std::string> IdsByEnd(const Named& named,
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

CheckResult CheckAfter(const Named& named, const Named& before) {
  CheckResult check = MakeCheck(CheckKind::kTrace, named, "after");
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

}  // namespace

std::int64_t MaxInFlight(const std::vector<Span>& spans) {
  // Ends sort before begins of the same moment. A span without a length is left
  // to the last line: it is never open while time passes.
  std::vector<std::pair<absl::Duration, int>> changes;
  for (const Span& span : spans) {
    if (span.end && *span.end <= span.begin) continue;
    changes.emplace_back(span.begin, 1);
    if (span.end) changes.emplace_back(*span.end, -1);
  }
  std::sort(changes.begin(), changes.end());
  std::int64_t open = 0;
  std::int64_t most = 0;
  for (const auto& [at, change] : changes) {
    open += change;
    most = std::max(most, open);
  }
  return std::max<std::int64_t>(most, spans.empty() ? 0 : 1);
}

std::string BlockingAdvice(const Observation& observation) {
  if (observation.blocking_sleeps.empty()) return "";
  absl::Duration total;
  for (const BlockingSleep& sleep : observation.blocking_sleeps) {
    total += sleep.end - sleep.begin;
  }
  return absl::StrCat(
      ". The code blocks the event loop: it sleeps in the thread (",
      FormatElapsed(total),
      " in all) instead of awaiting, and nothing else can run meanwhile");
}

std::vector<CheckResult> CheckSpans(const SpanExpectation& expectation,
                                    const Observation& observation) {
  const Named named = SpansNamed(observation.trace, expectation.name);
  std::vector<CheckResult> checks;
  if (expectation.count.bounded()) {
    checks.push_back(CheckCount(expectation, named));
  }
  if (expectation.elapsed.bounded()) {
    checks.push_back(CheckElapsed(expectation, named));
  }
  if (expectation.total.bounded()) {
    checks.push_back(CheckTotal(expectation, named));
  }
  if (expectation.max_in_flight.bounded()) {
    checks.push_back(CheckMaxInFlight(expectation, named));
  }
  if (!expectation.begin_order.empty()) {
    checks.push_back(
        CheckOrder("begin", expectation.begin_order, Ids(named.spans), named));
  }
  if (!expectation.end_order.empty()) {
    checks.push_back(CheckOrder("end", expectation.end_order,
                                IdsByEnd(named, expectation.end_order), named));
  }
  if (!expectation.after.empty()) {
    checks.push_back(
        CheckAfter(named, SpansNamed(observation.trace, expectation.after)));
  }
  for (CheckResult& check : checks) {
    if (!check.passed && (check.kind == CheckKind::kTiming ||
                          check.kind == CheckKind::kConcurrency)) {
      check.message += BlockingAdvice(observation);
    }
  }
  return checks;
}

}  // namespace grader

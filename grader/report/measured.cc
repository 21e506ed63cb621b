#include "grader/report/measured.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

std::optional<Measured> FirstOutOfBounds(const SpanExpectation& expectation,
                                         const Observation& observation) {
  for (const Span& span : observation.trace.spans) {
    if (span.name != expectation.name) continue;
    const absl::Duration end = span.end.value_or(observation.elapsed);
    if (!expectation.elapsed.Contains(end - span.begin)) {
      return Measured{span.name, span.begin, end, expectation.elapsed};
    }
  }
  return std::nullopt;
}

std::optional<Measured> FirstBeginToLastEnd(const SpanExpectation& expectation,
                                            const Observation& observation) {
  std::optional<Measured> total;
  for (const Span& span : observation.trace.spans) {
    if (span.name != expectation.name) continue;
    const absl::Duration end = span.end.value_or(observation.elapsed);
    if (!total) {
      total = Measured{span.name, span.begin, end, expectation.total};
    }
    total->end = std::max(total->end, end);
  }
  return total;
}

}  // namespace

std::optional<Measured> MeasuredBy(const CheckResult& check,
                                   const CaseReport& one) {
  if (check.passed) return std::nullopt;
  const Expectation& expect = one.test_case.expect;
  if (check.name == "elapsed" && expect.elapsed.bounded()) {
    return Measured{"", absl::ZeroDuration(), one.observation.elapsed,
                    expect.elapsed};
  }
  for (const SpanExpectation& span : expect.spans) {
    const std::string prefix = absl::StrCat("spans.", span.name, ".");
    if (check.name == prefix + "elapsed" && span.elapsed.bounded()) {
      return FirstOutOfBounds(span, one.observation);
    }
    if (check.name == prefix + "total" && span.total.bounded()) {
      return FirstBeginToLastEnd(span, one.observation);
    }
  }
  return std::nullopt;
}

}  // namespace grader

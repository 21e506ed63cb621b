// The spans of one name, with what several checks want to know of them.
#ifndef GRADER_JUDGE_NAMED_SPANS_H_
#define GRADER_JUDGE_NAMED_SPANS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "grader/execute/trace.h"
#include "grader/judge/check.h"

namespace grader {

struct NamedSpans {
  std::string name;
  std::vector<Span> spans;  // in order of begin
  std::int64_t unfinished = 0;

  std::int64_t size() const { return static_cast<std::int64_t>(spans.size()); }
  // "1 of 3 fetch never finished".
  std::string NeverFinished() const;
  // The name and id of one of them, as a learner reads it.
  std::string Label(const Span& span) const;
};

// Those in `trace` that are called `name`.
NamedSpans SpansNamed(const Trace& trace, const std::string& name);

// A check of `named`, called "spans.NAME.`what`".
CheckResult MakeSpanCheck(CheckKind kind, const NamedSpans& named,
                          const std::string& what);

// The greatest number of `spans` that were open at one time. A span that ends
// at the moment another begins does not overlap with it.
std::int64_t MaxInFlight(const std::vector<Span>& spans);

}  // namespace grader

#endif  // GRADER_JUDGE_NAMED_SPANS_H_

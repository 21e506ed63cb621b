#include "grader/judge/named_spans.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"

namespace grader {

std::string NamedSpans::NeverFinished() const {
  return absl::StrCat(unfinished, " of ", size(), " ", Readable(name),
                      " never finished");
}

std::string NamedSpans::Label(const Span& span) const {
  return span.id == "-" ? Readable(name)
                        : absl::StrCat(Readable(name), " ", Readable(span.id));
}

NamedSpans SpansNamed(const Trace& trace, const std::string& name) {
  NamedSpans named{name, {}, 0};
  for (const Span& span : trace.spans) {
    if (span.name != name) continue;
    named.spans.push_back(span);
    if (!span.end) ++named.unfinished;
  }
  return named;
}

CheckResult MakeSpanCheck(CheckKind kind, const NamedSpans& named,
                          const std::string& what) {
  CheckResult check;
  check.kind = kind;
  check.name = absl::StrCat("spans.", named.name, ".", what);
  return check;
}

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

}  // namespace grader

#include "grader/problem/contradictions.h"

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/problem/limits.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

// The bounds of one span, each against the others and against the whole case.
struct SpanContradictions {
  const SpanExpectation& span;
  const Bound<absl::Duration>& whole_case;
  const YamlNode& map;
  ProblemSource& source;

  void Add(absl::string_view key, absl::string_view message) const {
    source.errors.Add(map.Find(key)->place, absl::StrCat(key, ": ", message));
  }

  void Order(absl::string_view key, const std::vector<std::string>& ids) const {
    const auto& most = span.count.max;
    if (!most || static_cast<std::int64_t>(ids.size()) <= *most) return;
    Add(key, absl::StrCat("it names ", ids.size(), " spans, but \"count\" ",
                          "allows ", *most, " at most"));
  }

  void InFlight() const {
    const auto& least = span.max_in_flight.min;
    const auto& most = span.count.max;
    if (!least || !most || *least <= *most) return;
    Add("max_in_flight",
        absl::StrCat(*least, " cannot be open at a time when \"count\" allows ",
                     *most, " at most"));
  }

  void Fits(absl::string_view key, const Bound<absl::Duration>& inner,
            absl::string_view outer_name,
            const Bound<absl::Duration>& outer) const {
    const bool none_need_be = span.count.max && *span.count.max == 0;
    if (!inner.min || !outer.max || none_need_be || *inner.min <= *outer.max) {
      return;
    }
    Add(key, absl::StrCat("at least ", FormatElapsed(*inner.min),
                          " does not fit into ", outer_name, ", at most ",
                          FormatElapsed(*outer.max)));
  }

  void Find() const {
    InFlight();
    Order("begin_order", span.begin_order);
    Order("end_order", span.end_order);
    Fits("elapsed", span.elapsed, "the span's \"total\"", span.total);
    Fits("elapsed", span.elapsed, "the case's \"elapsed\"", whole_case);
    Fits("total", span.total, "the case's \"elapsed\"", whole_case);
  }
};

constexpr absl::Duration kLongest = absl::Hours(24);
constexpr std::int64_t kLeastMemory = kMiB;
constexpr std::int64_t kLeastStack = 256 * kKiB;

}  // namespace

void CheckLimits(const YamlNode* node, const Limits& limits,
                 ProblemSource& source) {
  if (node == nullptr) return;
  const auto add = [&](const YamlNode& value, const std::string& message) {
    source.errors.Add(value.place, message);
  };
  ForEachLimit([&]<typename T>(const LimitField<T>& limit) {
    const YamlNode* value = node->Find(limit.key);
    if constexpr (std::is_same_v<T, absl::Duration>) {
      if (value != nullptr && limits.*limit.field > kLongest) {
        add(*value, absl::StrCat(limit.key, ": expected at most 24h, found ",
                                 value->text));
      }
    }
  });
  const YamlNode* memory = node->Find("memory");
  if (memory != nullptr && limits.memory_bytes < kLeastMemory) {
    add(*memory, absl::StrCat("memory: no program runs in ", memory->text,
                              "; expected at least 1MiB"));
  }
  const YamlNode* stack = node->Find("stack");
  if (stack != nullptr && limits.stack_bytes < kLeastStack) {
    add(*stack, absl::StrCat("stack: no program runs with ", stack->text,
                             "; expected at least 256KiB"));
  } else if (stack != nullptr && limits.stack_bytes > kGiB) {
    add(*stack,
        absl::StrCat("stack: expected at most 1GiB, found ", stack->text));
  } else if (stack != nullptr && limits.stack_bytes > StackOf(limits)) {
    add(*stack, absl::StrCat("stack: ", stack->text,
                             " is more than three quarters of the memory; "
                             "lower this or raise \"memory\""));
  }
  const YamlNode* cpu = node->Find("cpu");
  if (cpu != nullptr && limits.elapsed <= kLongest &&
      limits.cpu > limits.elapsed * limits.processes) {
    add(*cpu, absl::StrCat("cpu: nobody gets to ", cpu->text,
                           ", because "
                           "limits.elapsed ends all processes before that; "
                           "lower this or raise \"elapsed\""));
  }
}

void FindContradictions(const YamlNode& expect, const Expectation& expectation,
                        ProblemSource& source) {
  const YamlNode* spans = expect.Find("spans");
  if (spans == nullptr) return;
  // Both are in the order of the file.
  for (std::size_t i = 0; i < spans->entries.size(); ++i) {
    SpanContradictions{expectation.spans[i], expectation.elapsed,
                       spans->entries[i].value, source}
        .Find();
  }
}

}  // namespace grader

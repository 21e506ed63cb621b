// A LineMatcher: holds single lines against lines of a pattern and keeps what
// the captures are bound to. ComparePattern decides which line to try where.
#ifndef GRADER_JUDGE_LINE_MATCHER_H_
#define GRADER_JUDGE_LINE_MATCHER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/pattern.h"

namespace grader {

class LineMatcher {
 public:
  // What bounds the work on hostile output: each piece tried costs a step.
  // Well under a second for all of them.
  static constexpr std::int64_t kSteps = 10'000'000;

  // `pattern` must outlive the matcher. Without `check_distinct`, captures need
  // not differ.
  LineMatcher(const ParsedPattern& pattern, bool check_distinct)
      : pattern_(pattern),
        check_distinct_(check_distinct),
        values_(pattern.captures.size()) {}

  // Whether `text` matches `line` with what is bound already. If so, binds the
  // captures that were not bound, as long as possible from left to right, and
  // gives them in `bound`; if not, binds nothing. The values point into `text`.
  // Always false once the steps are used up.
  bool Match(const PatternLine& line, absl::string_view text,
             std::vector<int>* bound);

  void Unbind(const std::vector<int>& captures);

  const std::optional<absl::string_view>& value(int capture) const {
    return values_[static_cast<std::size_t>(capture)];
  }
  // Charges work that a search does between its matches.
  void Spend(std::size_t steps) { steps_ -= static_cast<std::int64_t>(steps); }
  bool exhausted() const { return steps_ <= 0; }

 private:
  bool MatchFrom(const PatternLine& line, std::size_t piece,
                 absl::string_view rest);
  bool MatchCapture(const PatternLine& line, std::size_t piece,
                    absl::string_view rest);
  bool StartsWith(absl::string_view rest, absl::string_view text);
  // False if a distinct capture has that value already.
  bool Bind(int capture, absl::string_view value);
  void Release(int capture);
  bool MustDiffer(int capture) const;

  const ParsedPattern& pattern_;
  const bool check_distinct_;
  std::vector<std::optional<absl::string_view>> values_;
  std::set<absl::string_view> distinct_values_;  // of captures that must differ
  std::vector<int> trail_;  // captures bound by the match under way
  std::int64_t steps_ = kSteps;
};

}  // namespace grader

#endif  // GRADER_JUDGE_LINE_MATCHER_H_

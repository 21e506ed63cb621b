#include "grader/sandbox/clock/cores.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace grader::sandbox {
namespace {

// A task that is behind needs the gaps of the time it is behind by; so many are
// more than that takes. To forget one makes the run no faster.
constexpr std::size_t kMaxGaps = 64;

}  // namespace

absl::Duration Cores::Place(absl::Duration start, absl::Duration work) {
  if (work <= absl::ZeroDuration()) return start;
  const absl::Duration at = gaps_.empty() ? start : FillGaps(start, work);
  if (work == absl::ZeroDuration()) return at;
  // The core that is free and has been so for the shortest time leaves the
  // smallest gap; if none is, the first that will be.
  absl::Duration* core = std::min_element(free_.begin(), free_.end());
  for (absl::Duration& other : free_) {
    if (other <= at && other > *core) core = &other;
  }
  const absl::Duration begin = std::max(at, *core);
  if (begin > *core) {
    gaps_.push_back({*core, begin});
    Tidy();
  }
  *core = begin + work;
  return *core;
}

absl::Duration Cores::FillGaps(absl::Duration at, absl::Duration& work) {
  std::vector<Gap> left;
  for (const Gap& gap : gaps_) {
    const absl::Duration begin = std::max(gap.begin, at);
    if (work == absl::ZeroDuration() || begin >= gap.end) {
      left.push_back(gap);
      continue;
    }
    at = std::min(begin + work, gap.end);
    work -= at - begin;
    if (gap.begin < begin) left.push_back({gap.begin, begin});
    if (at < gap.end) left.push_back({at, gap.end});
  }
  gaps_ = std::move(left);
  Tidy();
  return at;
}

void Cores::Tidy() {
  std::sort(gaps_.begin(), gaps_.end(),
            [](const Gap& a, const Gap& b) { return a.begin < b.begin; });
  if (gaps_.size() > kMaxGaps) {
    gaps_.erase(gaps_.begin(), gaps_.end() - kMaxGaps);
  }
}

}  // namespace grader::sandbox

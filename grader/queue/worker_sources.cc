// The functions of the Worker for which jobs it takes, and in which order.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/monotonic.h"
#include "grader/problem/units.h"
#include "grader/queue/worker.h"

namespace grader {

absl::StatusOr<bool> Worker::OpenSourcesForLinters() {
  {
    const std::lock_guard lock(mutex_);
    needs_due_ = MonotonicNow() + lease_ / 4;
  }
  const auto all = board_.NeedsOfLinters();
  if (!all.ok()) return all.status();
  bool is_new = false;
  for (const JobNeeds& needs : *all) {
    {
      const std::lock_guard lock(mutex_);
      for (const std::string& linter : needs.linters) {
        if (!absl::c_linear_search(state_.linters, linter) &&
            HasLinter(linter)) {
          state_.linters.push_back(linter);
          moved_ = true;
        }
      }
      if (!state_.Has(needs) || absl::c_any_of(sources_, [&](const auto& one) {
            return one.first == needs;
          })) {
        continue;
      }
    }
    const auto source = board_.OpenSource(needs, options_.lease);
    if (!source.ok()) return source.status();
    const std::lock_guard lock(mutex_);
    // Another thread may have been faster; that one has it twice is no matter.
    sources_.emplace_back(needs, *source);
    lease_ = std::min(lease_, source->lease);
    is_new = true;
  }
  return is_new;
}

absl::StatusOr<std::optional<Delivery>> Worker::TakeNext(Turn& turn) {
  bool due = false;
  {
    const std::lock_guard lock(mutex_);
    due = MonotonicNow() >= needs_due_;
  }
  if (due) {
    const auto opened = OpenSourcesForLinters();
    if (!opened.ok()) return opened.status();
  }
  auto taken = TakeFromSources(turn);
  if (!taken.ok() || *taken || due) return taken;
  // What has come may be the first that needs these linters.
  const auto opened = OpenSourcesForLinters();
  if (!opened.ok()) return opened.status();
  return *opened ? TakeFromSources(turn) : taken;
}

absl::Status Worker::SendForgottenAgainIfDue() {
  {
    const std::lock_guard lock(mutex_);
    if (MonotonicNow() < forgotten_due_) return absl::OkStatus();
    forgotten_due_ = MonotonicNow() + lease_;
  }
  // While jobs are done the oldest is another one each time, and no more is
  // asked.
  const auto oldest = board_.OldestJob();
  if (!oldest.ok()) return oldest.status();
  std::vector<JobBoard::Source> sources;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(oldest_, *oldest) != *oldest || *oldest == 0) {
      return absl::OkStatus();
    }
    for (const auto& [needs, source] : sources_) sources.push_back(source);
  }
  for (const JobBoard::Source& source : sources) {
    const auto sent = board_.SendForgottenAgain(source);
    if (!sent.ok()) return sent.status();
    if (*sent > 0) {
      Say(absl::StrCat(Counted(static_cast<std::size_t>(*sent), "job"),
                       " that the queue gave to nobody, sent once more"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Delivery>> Worker::TakeFromSources(Turn& turn) {
  std::vector<JobBoard::Source> sources;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [needs, source] : sources_) sources.push_back(source);
  }
  const std::string last = turn.giver;
  const auto take = [&](const JobBoard::Source& source) {
    auto taken = board_.Take(source);
    if (taken.ok() && *taken) turn.giver = source.consumer;
    return taken;
  };
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const JobBoard::Source& source = sources[turn.next++ % sources.size()];
    auto taken = take(source);
    // One other is asked first, in turn, so that all have jobs carried out
    // without all being asked each time.
    if (taken.ok() && !*taken && i == 0 && !last.empty()) {
      const auto giver =
          absl::c_find_if(sources, [&](const JobBoard::Source& other) {
            return other.consumer == last;
          });
      if (giver != sources.end()) taken = take(*giver);
    }
    if (absl::IsCancelled(taken.status())) return std::nullopt;
    if (!taken.ok() || *taken) return taken;
  }
  return std::nullopt;
}

}  // namespace grader

#include "grader/serve/rate_limit.h"

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

constexpr std::size_t kMostKept = 20'000;

}  // namespace

absl::Duration RateLimit::Take(const std::string& key, absl::Time now) {
  const absl::Duration wait = TakeHere(key, now);
  if (store_ == nullptr || wait > absl::ZeroDuration()) return wait;
  return store_->CountTry(absl::StrCat(what_, " ", key), most_, window_, now)
      .value_or(wait);
}

absl::Duration RateLimit::TakeHere(const std::string& key, absl::Time now) {
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= kMostKept && !counts_.contains(key)) {
    std::erase_if(counts_, [&](const auto& entry) {
      return now - entry.second.since > window_;
    });
    // Somebody tries names by the thousand.
    if (counts_.size() >= kMostKept) return window_;
  }
  Count& count = counts_[key];
  if (count.times == 0 || now - count.since > window_) count = {now, 0};
  if (count.times >= most_) return count.since + window_ - now;
  ++count.times;
  return absl::ZeroDuration();
}

void RateLimit::Forget(const std::string& key) {
  {
    const std::lock_guard lock(mutex_);
    counts_.erase(key);
  }
  // If it cannot be reached, it is forgotten when the window is over.
  if (store_ != nullptr) {
    (void)store_->ForgetTries(absl::StrCat(what_, " ", key));
  }
}

}  // namespace grader

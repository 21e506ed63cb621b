#include "grader/serve/sign_in_limit.h"

#include "absl/strings/str_cat.h"
#include "grader/execute/content_hash.h"

namespace grader {
namespace {

constexpr absl::Duration kWindow = absl::Minutes(15);
constexpr int kMostFromOnePlace = 8;
constexpr int kMostOfAName = 60;
constexpr std::size_t kMostKept = 20'000;

// Of one length, however long a name is.
std::string Key(const std::string& name, const std::string& address) {
  return ContentHash("sign-in 1").Add(name).Add(address).Digest();
}

}  // namespace

bool SignInLimit::CountOne(const std::string& key, int most, absl::Time now) {
  Count& count = counts_[key];
  if (count.attempts == 0 || now - count.since > kWindow) count = {now, 0};
  if (count.attempts >= most) return false;
  ++count.attempts;
  return true;
}

bool SignInLimit::Allows(const std::string& name, const std::string& address,
                         absl::Time now) {
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= kMostKept) {
    std::erase_if(counts_, [&](const auto& entry) {
      return now - entry.second.since > kWindow;
    });
    // Somebody tries names by the thousand.
    if (counts_.size() >= kMostKept) return false;
  }
  return CountOne(Key(name, address), kMostFromOnePlace, now) &&
         CountOne(Key(name, ""), kMostOfAName, now);
}

void SignInLimit::Succeeded(const std::string& name,
                            const std::string& address) {
  const std::lock_guard lock(mutex_);
  counts_.erase(Key(name, address));
}

}  // namespace grader

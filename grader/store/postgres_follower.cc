#include "grader/store/postgres_follower.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "grader/execute/monotonic.h"
#include "grader/store/store.h"

namespace grader {
namespace {

constexpr absl::Duration kBeat = absl::Seconds(1);

}  // namespace

PostgresFollower::PostgresFollower(std::string url,
                                   std::function<int()> own_backend)
    : url_(std::move(url)),
      own_backend_(std::move(own_backend)),
      stop_(eventfd(0, EFD_CLOEXEC)) {}

PostgresFollower::~PostgresFollower() { close(stop_); }

void PostgresFollower::Work(const Following& following) {
  beat_ = MonotonicNow();
  do {
    // The store says that the database is lost, and why; it has the same.
    try {
      if (connection_ == nullptr) {
        auto made = std::make_unique<PostgresConnection>(url_);
        made->Do("LISTEN grader");
        connection_ = std::move(made);
        following.on_missed();
      }
      Hear(following);
    } catch (const PostgresError&) {
      connection_.reset();
    }
    if (MonotonicNow() >= beat_) {
      following.on_beat();
      beat_ = MonotonicNow() + kBeat;
    }
  } while (Wait());
}

void PostgresFollower::Stop() {
  const std::uint64_t one = 1;
  (void)!write(stop_, &one, sizeof one);
}

bool PostgresFollower::Wait() const {
  pollfd waited_for[] = {
      {stop_, POLLIN, 0},
      {connection_ == nullptr ? -1 : connection_->socket(), POLLIN, 0}};
  const absl::Duration left =
      std::max(beat_ - MonotonicNow(), absl::ZeroDuration());
  poll(waited_for, 2, static_cast<int>(absl::ToInt64Milliseconds(left)) + 1);
  return (waited_for[0].revents & POLLIN) == 0;
}

void PostgresFollower::Hear(const Following& following) {
  while (const auto notice = connection_->NextNotice()) {
    if (notice->backend == own_backend_()) continue;
    const std::vector<std::string> words = absl::StrSplit(notice->text, ' ');
    if (words.size() == 3) {
      following.on_change({words[0], words[1], words[2] == "graded"});
    }
  }
}

}  // namespace grader

#include "grader/store/postgres_follower.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "grader/execute/monotonic.h"
#include "grader/store/store.h"

namespace grader {
namespace {

constexpr absl::Duration kBeat = absl::Seconds(1);

// What a trigger of postgres_schema.cc says.
std::optional<OthersChange> ChangeIn(const std::string& notice) {
  using Kind = OthersChange::Kind;
  const std::vector<std::string> words = absl::StrSplit(notice, ' ');
  if (words.size() != 3) return std::nullopt;
  const std::string& what = words[2];
  if (what == "deadline") {
    return OthersChange{Kind::kDeadline, "", words[1], words[0]};
  }
  const Kind kind = what == "graded"  ? Kind::kGraded
                    : what == "begun" ? Kind::kBegun
                    : what == "waits" ? Kind::kWaits
                                      : Kind::kReceived;
  return OthersChange{kind, words[0], words[1], ""};
}

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
    if (const auto change = ChangeIn(notice->text)) {
      following.on_change(*change);
    }
  }
}

}  // namespace grader

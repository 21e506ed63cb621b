#include "grader/verify/grading_board.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/cleanup/cleanup.h"

namespace grader {
namespace {

std::int64_t Bytes(const CapturedText& text) {
  return static_cast<std::int64_t>(text.head.size() + text.tail.size());
}

// What takes the most memory of `graded`.
std::int64_t Bytes(const GradedExample& graded) {
  std::int64_t bytes = 0;
  if (!graded.report.ok()) return bytes;
  for (const CaseReport& one : graded.report->cases) {
    bytes += Bytes(one.observation.out) + Bytes(one.observation.err);
    for (const auto& [name, content] : one.observation.files) {
      bytes += static_cast<std::int64_t>(content.size());
    }
  }
  return bytes;
}

}  // namespace

void GradingBoard::Help(const Workshop& workshop) {
  std::unique_lock lock(mutex_);
  for (;;) {
    Entry* entry = nullptr;
    changed_.wait(lock, [&] {
      entry = Next();
      return entry != nullptr || closed_;
    });
    if (entry == nullptr) return;
    Make(*entry, workshop, lock);
  }
}

void GradingBoard::Close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

GradingBoard::Entry* GradingBoard::NextOf(GradingList& list) const {
  if (bytes_ >= max_bytes_) return nullptr;
  Entry* next = nullptr;
  for (Entry& entry : list.entries_) {
    if (entry.state != Entry::State::kOpen) continue;
    if (entry.takes_long) return &entry;
    if (next == nullptr) next = &entry;
  }
  return next;
}

GradingBoard::Entry* GradingBoard::Next() const {
  for (GradingList* list : lists_) {
    if (Entry* entry = NextOf(*list); entry != nullptr) return entry;
  }
  return nullptr;
}

void GradingBoard::Make(Entry& entry, const Workshop& workshop,
                        std::unique_lock<std::mutex>& lock) {
  entry.state = Entry::State::kInWork;
  lock.unlock();
  std::optional<GradedExample> graded;
  std::int64_t bytes = 0;
  const absl::Cleanup put_back = [&] {
    lock.lock();
    entry.state = graded ? Entry::State::kMade : Entry::State::kOpen;
    entry.graded = std::move(graded);
    entry.bytes = bytes;
    bytes_ += bytes;
    changed_.notify_all();
  };
  graded = entry.make(workshop);
  bytes = Bytes(*graded);
}

GradingList::GradingList(GradingBoard& board) : board_(board) {
  const std::lock_guard lock(board_.mutex_);
  board_.lists_.push_back(this);
}

GradingList::~GradingList() {
  std::unique_lock lock(board_.mutex_);
  std::erase(board_.lists_, this);
  board_.changed_.wait(lock, [this] {
    return absl::c_none_of(entries_, [](const GradingBoard::Entry& entry) {
      return entry.state == GradingBoard::Entry::State::kInWork;
    });
  });
  for (const GradingBoard::Entry& entry : entries_) {
    board_.bytes_ -= entry.bytes;
  }
  board_.changed_.notify_all();
}

void GradingList::Add(const std::string& name, MakeGraded make,
                      bool takes_long) {
  const std::lock_guard lock(board_.mutex_);
  const auto same = absl::c_find_if(
      entries_,
      [&](const GradingBoard::Entry& entry) { return entry.name == name; });
  if (same != entries_.end()) {
    ++same->uses;
    return;
  }
  entries_.push_back({name, std::move(make), takes_long, 1});
  board_.changed_.notify_all();
}

GradedExample GradingList::Take(const std::string& name, const MakeGraded& make,
                                const Workshop& workshop) {
  using State = GradingBoard::Entry::State;
  std::unique_lock lock(board_.mutex_);
  const auto entry =
      absl::c_find_if(entries_, [&](const GradingBoard::Entry& one) {
        return one.name == name && one.uses > 0;
      });
  if (entry == entries_.end()) {
    lock.unlock();
    return make(workshop);
  }
  while (entry->state != State::kMade) {
    if (entry->state == State::kOpen) {
      board_.Make(*entry, workshop, lock);
    } else if (GradingBoard::Entry* next = board_.NextOf(*this)) {
      board_.Make(*next, workshop, lock);
    } else {
      board_.changed_.wait(lock);
    }
  }
  if (--entry->uses > 0) return *entry->graded;
  board_.bytes_ -= std::exchange(entry->bytes, 0);
  board_.changed_.notify_all();
  return *std::exchange(entry->graded, std::nullopt);
}

}  // namespace grader

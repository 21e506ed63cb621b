#include "grader/serve/event_stream.h"

#include <algorithm>

namespace grader {

void EventStream::Put(const std::string& subject, const std::string& message) {
  const std::lock_guard lock(mutex_);
  Add(subject, message);
}

bool EventStream::PutFirst(const std::string& subject,
                           const std::string& message) {
  const std::lock_guard lock(mutex_);
  if (begun_) return false;
  Add(subject, message);
  return true;
}

void EventStream::Add(const std::string& subject, const std::string& message) {
  if (ended_) return;
  begun_ = true;
  const auto same =
      std::find_if(waiting_.begin(), waiting_.end(),
                   [&](const auto& one) { return one.first == subject; });
  if (same != waiting_.end()) {
    same->second = message;
  } else if (waiting_.size() < kMostWaiting) {
    waiting_.emplace_back(subject, message);
  } else {
    ended_ = true;
  }
  if (on_change_) on_change_();
}

void EventStream::End() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  if (on_change_) on_change_();
}

bool EventStream::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

std::string EventStream::Take() {
  const std::lock_guard lock(mutex_);
  std::string all;
  for (const auto& [subject, message] : waiting_) all += message;
  waiting_.clear();
  return all;
}

void EventStream::OnChange(std::function<void()> on_change) {
  const std::lock_guard lock(mutex_);
  on_change_ = std::move(on_change);
}

}  // namespace grader

#include "grader/sandbox/supervision/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace grader::sandbox {
namespace {

constexpr int kBuffersAtOnce = 4;
constexpr std::size_t kMaxPackets = 100'000;
constexpr std::size_t kMaxPacketBytes = std::size_t{8} << 20;

}  // namespace

Capture::Capture(UniqueFd fd, std::int64_t limit)
    : fd_(std::move(fd)), limit_(limit) {
  if (fd_) fcntl(fd_.get(), F_SETFL, fcntl(fd_.get(), F_GETFL) | O_NONBLOCK);
}

bool Capture::Drain() {
  if (!fd_) return false;
  std::array<char, 65536> buffer;
  bool any = false;
  for (int i = 0; i < kBuffersAtOnce; ++i) {
    const ssize_t length = read(fd_.get(), buffer.data(), buffer.size());
    if (length > 0) {
      any = true;
      Append({buffer.data(), static_cast<std::size_t>(length)});
    } else if (length == 0 || (errno != EAGAIN && errno != EINTR)) {
      fd_.reset();
      break;
    } else if (errno == EAGAIN) {
      break;
    }
  }
  return any;
}

void Capture::Append(absl::string_view text) {
  if (listener_) listener_(text);
  size_ += static_cast<std::int64_t>(text.size());
  const auto half = static_cast<std::size_t>(limit_ - limit_ / 2);
  const std::size_t first = std::min(half - head_.size(), text.size());
  head_.append(text.data(), first);
  tail_.append(text.data() + first, text.size() - first);
  const auto rest = static_cast<std::size_t>(limit_ / 2);
  if (tail_.size() > rest) tail_.erase(0, tail_.size() - rest);
}

CapturedText Capture::text() const {
  return {head_, tail_,
          size_ - static_cast<std::int64_t>(head_.size() + tail_.size())};
}

void Packets::Add(absl::Duration at, absl::string_view text) {
  if (packets_.size() == kMaxPackets ||
      bytes_ + text.size() > kMaxPacketBytes) {
    over_limit_ = true;
  }
  if (over_limit_) return;
  bytes_ += text.size();
  packets_.push_back({at, std::string(text)});
}

void Packets::RemoveLast() {
  bytes_ -= packets_.back().text.size();
  packets_.pop_back();
}

}  // namespace grader::sandbox

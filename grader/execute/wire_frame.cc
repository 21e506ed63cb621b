#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "grader/execute/monotonic.h"
#include "grader/execute/wire.h"

namespace grader {
namespace {

// Grown by at most this much ahead of what has arrived, so that a wrong length
// costs no memory.
constexpr std::size_t kReadAhead = 1 << 20;

absl::Status WaitReadable(int socket, absl::Time deadline) {
  while (true) {
    int timeout = -1;
    if (deadline != absl::InfiniteFuture()) {
      const auto left = absl::ToInt64Milliseconds(deadline - MonotonicNow());
      if (left < 0) return absl::DeadlineExceededError("no complete frame");
      timeout = static_cast<int>(std::min<std::int64_t>(left + 1, 1 << 30));
    }
    pollfd ready = {socket, POLLIN, 0};
    if (poll(&ready, 1, timeout) > 0) return absl::OkStatus();
  }
}

// Reads into the whole of [to, to + size); OutOfRange at an end of the stream
// before the first byte.
absl::Status ReadExactly(int socket, char* to, std::size_t size,
                         absl::Time deadline) {
  std::size_t done = 0;
  while (done < size) {
    if (deadline != absl::InfiniteFuture()) {
      absl::Status ready = WaitReadable(socket, deadline);
      if (!ready.ok()) return ready;
    }
    const ssize_t length = recv(socket, to + done, size - done, 0);
    if (length == 0 && done == 0) return absl::OutOfRangeError("end of stream");
    if (length == 0) return absl::UnavailableError("cut off inside a frame");
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) {
      return absl::UnavailableError(absl::StrCat("recv: ", strerror(errno)));
    }
    done += static_cast<std::size_t>(length);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteFrame(int socket, absl::string_view payload) {
  if (static_cast<std::int64_t>(payload.size()) > kMaxFrameBytes) {
    return absl::InvalidArgumentError("too large for one frame");
  }
  const auto size = static_cast<std::uint32_t>(payload.size());
  std::string frame(reinterpret_cast<const char*>(&size), sizeof size);
  frame.append(payload.data(), payload.size());
  std::size_t done = 0;
  while (done < frame.size()) {
    const ssize_t length =
        send(socket, frame.data() + done, frame.size() - done, MSG_NOSIGNAL);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) {
      return absl::UnavailableError(absl::StrCat("send: ", strerror(errno)));
    }
    done += static_cast<std::size_t>(length);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadFrame(int socket, absl::Time deadline) {
  std::uint32_t size = 0;
  absl::Status status = ReadExactly(socket, reinterpret_cast<char*>(&size),
                                    sizeof size, deadline);
  if (!status.ok()) return status;
  if (size > kMaxFrameBytes) {
    return absl::InvalidArgumentError("a frame that is too large");
  }
  std::string payload;
  while (payload.size() < size) {
    const std::size_t have = payload.size();
    const std::size_t more = std::min<std::size_t>(size - have, kReadAhead);
    payload.resize(have + more);
    status = ReadExactly(socket, payload.data() + have, more, deadline);
    if (absl::IsOutOfRange(status)) {
      return absl::UnavailableError("cut off inside a frame");
    }
    if (!status.ok()) return status;
  }
  return payload;
}

}  // namespace grader

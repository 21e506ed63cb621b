#include "grader/cli/terminal_input.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

#include "grader/execute/monotonic.h"

namespace grader {

TerminalInput::End TerminalInput::Line(std::optional<absl::Duration> patience,
                                       std::string& line) {
  const absl::Time begun = MonotonicNow();
  while (true) {
    const std::size_t end = read_.find('\n');
    if (end != std::string::npos) {
      line = read_.substr(0, end);
      read_.erase(0, end + 1);
      return End::kLine;
    }
    int milliseconds = -1;
    if (patience) {
      const absl::Duration left = *patience - (MonotonicNow() - begun);
      if (left <= absl::ZeroDuration()) return End::kTime;
      milliseconds = static_cast<int>(
          std::min<std::int64_t>(absl::ToInt64Milliseconds(left) + 1,
                                 std::numeric_limits<int>::max()));
    }
    pollfd input = {STDIN_FILENO, POLLIN, 0};
    const int ready = poll(&input, 1, milliseconds);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    char bytes[4096];
    const ssize_t count =
        ready < 0 ? -1 : read(STDIN_FILENO, bytes, sizeof bytes);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      if (read_.empty()) return End::kInput;
      line = std::move(read_);
      read_.clear();
      return End::kLine;
    }
    read_.append(bytes, static_cast<std::size_t>(count));
  }
}

}  // namespace grader

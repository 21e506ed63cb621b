// What a run sends back while it goes on: the text of its output streams and
// the packets of its trace, both within limits.
#ifndef GRADER_SANDBOX_SUPERVISION_OUTPUT_H_
#define GRADER_SANDBOX_SUPERVISION_OUTPUT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/execute/observation.h"
#include "grader/execute/trace.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// One output stream. Of a text that is longer than the limit the first and the
// last half of the limit are kept.
class Capture {
 public:
  // `fd` is made non-blocking.
  Capture(UniqueFd fd, std::int64_t limit);

  // Whoever is told of all that comes, as it comes.
  void set_listener(std::function<void(absl::string_view text)> listener) {
    listener_ = std::move(listener);
  }
  // -1 once the stream has ended.
  int fd() const { return fd_.get(); }
  // Reads what is there, but no more than a few buffers of it, so that a flood
  // does not keep the supervisor from its other work. True if there was
  // anything.
  bool Drain();
  // How much has arrived.
  std::int64_t size() const { return size_; }
  bool over_limit() const { return size_ > limit_; }
  CapturedText text() const;

 private:
  void Append(absl::string_view text);

  UniqueFd fd_;
  std::int64_t limit_;
  std::int64_t size_ = 0;
  std::string head_;
  std::string tail_;
  std::function<void(absl::string_view text)> listener_;
};

// The packets of the trace, in order.
class Packets {
 public:
  // Does nothing once the trace is too long for anybody to read.
  void Add(absl::Duration at, absl::string_view text);

  bool over_limit() const { return over_limit_; }
  // Takes back the last one, which did not happen.
  void RemoveLast();
  const std::vector<TracePacket>& all() const { return packets_; }

 private:
  std::vector<TracePacket> packets_;
  std::size_t bytes_ = 0;
  bool over_limit_ = false;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISION_OUTPUT_H_

// Takes the packets of the trace from the calls that would send them.
#ifndef GRADER_SANDBOX_SUPERVISION_TRACE_WRITES_H_
#define GRADER_SANDBOX_SUPERVISION_TRACE_WRITES_H_

#include <sys/types.h>

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "grader/sandbox/clock/listener.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// What descriptor `fd` of task `tid` refers to, as procfs names it; empty if it
// is closed.
std::string DescriptorTarget(pid_t tid, int fd);

// If `call` writes to the trace: the packet. Not set if descriptor 3 of its
// task is not the one that `target` names, which only the driver has, or if the
// memory cannot be read; then the kernel carries the call out.
std::optional<std::string> ReadTraceWrite(const Notification& call,
                                          const std::string& target);

// A packet that came through the socket.
struct SentPacket {
  absl::Time at;  // by MonotonicNow
  std::string text;
};
// Not set if there is none. It is stamped when it was sent if `socket` has
// SO_TIMESTAMPNS, else now: later, if the supervisor had to wait for a core.
std::optional<SentPacket> ReceivePacket(const UniqueFd& socket);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISION_TRACE_WRITES_H_

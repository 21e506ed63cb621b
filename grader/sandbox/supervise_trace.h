// Takes the packets of the trace from the calls that would send them.
#ifndef GRADER_SANDBOX_SUPERVISE_TRACE_H_
#define GRADER_SANDBOX_SUPERVISE_TRACE_H_

#include <sys/types.h>

#include <optional>
#include <string>

#include "grader/sandbox/clock_listener.h"

namespace grader::sandbox {

inline constexpr int kTraceDescriptor = 3;

// What descriptor `fd` of task `tid` refers to, as procfs names it; empty if it
// is closed.
std::string DescriptorTarget(pid_t tid, int fd);

// If `call` writes to the trace: the packet. Not set if descriptor 3 of its
// task refers to anything else than `target` by now, or if the memory cannot
// be read; then the kernel says what is wrong.
std::optional<std::string> ReadTraceWrite(const Notification& call,
                                          const std::string& target);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISE_TRACE_H_

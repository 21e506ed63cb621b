// What the supervisor, process 1 of the sandbox and a process that is about to
// run tell each other. Orders come as a length-prefixed blob on a stream
// socket, with descriptors; notices go back as single packets on another, which
// carries its sender's credentials: the kernel translates the pid into the
// supervisor's pid namespace.
#ifndef GRADER_SANDBOX_ISOLATION_ZYGOTE_PROTOCOL_H_
#define GRADER_SANDBOX_ISOLATION_ZYGOTE_PROTOCOL_H_

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/sandbox/kernel/run_descriptors.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

enum class Order : std::uint32_t {
  kFilters,  // the blob is SessionFilters; the first order, answered by
             // kStarted or kFailed
  kRun,      // the blob is a RunOrder; answered by kReady or kFailed
  kKillAll,  // answered by kEmpty
  kClear,    // forget the run and its file tree; not answered
  kAnswer,   // answered by kDone: all that was ordered before has been done
};

enum class NoticeKind : std::uint32_t {
  kStarted,  // process 1 stands
  kReady,    // a process is held before its exec; comes from that process,
             // with its seccomp listener and its working directory if asked for
  kFailed,   // what was ordered cannot be done
  kEmpty,    // no process is left; comes unasked when the first process of a
             // run was also its last, before its EndNotice
  kDone,
};

struct Notice {
  NoticeKind kind = NoticeKind::kFailed;
  int error = 0;                    // errno, for kFailed
  std::array<char, 160> text = {};  // what failed, for kFailed
  bool has_listener = false;        // which descriptors came along
  bool disk_full = false;           // for kEmpty
  bool files_full = false;
  std::int64_t cpu_ns = 0;  // of all processes that ever ended
  // Of the largest process of the run; not less than what process 1 uses, whose
  // memory a process has before its exec.
  std::int64_t peak_memory_bytes = 0;
  // waitpid(2) of the run's driver; 0 if it had none.
  int driver_status = 0;
};

// Descriptors of an order to run, in this sequence. A run with a driver has one
// more, its trace; one with an interactor has as many more as that has
// descriptors, which are those from 0 on.
enum RunDescriptor { kInput, kOut, kErr, kGo, kEnd, kTrace };
inline constexpr std::size_t kMaxDescriptors = kTrace + kRunDescriptors;

struct ReceivedOrder {
  Order order = Order::kKillAll;
  std::string blob;
  std::vector<UniqueFd> fds;
};

// All of these return false with errno set when the peer is gone.
bool SendOrder(int socket, Order order, absl::string_view blob,
               const std::vector<int>& fds);
bool ReceiveOrder(int socket, ReceivedOrder& received);

// Async-signal-safe.
bool SendNotice(int socket, const Notice& notice, const int* fds,
                std::size_t count);
Notice FailureNotice(absl::string_view text, int error);

struct ReceivedNotice {
  Notice notice;
  pid_t sender = -1;
  std::vector<UniqueFd> fds;
};
// `socket` must have SO_PASSCRED. Waits for `patience` at most (real time);
// ETIMEDOUT then.
bool ReceiveNotice(int socket, absl::Duration patience,
                   ReceivedNotice& received);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_ZYGOTE_PROTOCOL_H_

#include "grader/sandbox/clock/event_calls.h"

#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "grader/sandbox/clock/time_values.h"
#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {
namespace {

struct EventWait {
  // From now; zero: not a wait, infinite: one without an end.
  absl::Duration timeout = absl::InfiniteDuration();
  std::int64_t result_at_deadline = 0;
  bool for_events = true;
  std::vector<HeldWait::Descriptor> descriptors;  // only if it is held
  // Let in for as long as the wait lasts: they interrupt it.
  std::uint64_t signals = 0;
  std::optional<HeldWait::Remainder> remainder;
  std::vector<HeldWait::Range> cleared;
};

// More than any program waits for at once, and few enough to hold.
constexpr std::uint64_t kMaxDescriptors = 4096;

absl::Duration FromMilliseconds(std::uint64_t argument) {
  const auto milliseconds = static_cast<int>(argument);
  return milliseconds < 0 ? absl::InfiniteDuration()
                          : absl::Milliseconds(milliseconds);
}

// A timeout behind a pointer; none there: infinite. False: not a valid one.
bool ReadTimeout(const Notification& call, int argument, bool microseconds,
                 absl::Duration& timeout) {
  const std::uint64_t address = call.args[argument];
  if (address == 0) return true;
  const auto time = microseconds ? ReadTimeval(call.tid, address)
                                 : ReadTimespec(call.tid, address);
  if (!time.has_value()) return false;
  timeout = *time;
  return true;
}

// The signals that a mask behind a pointer lets in.
std::uint64_t LetIn(pid_t tid, std::uint64_t address) {
  if (address == 0) return 0;
  return ~ReadValue<std::uint64_t>(tid, address).value_or(~std::uint64_t{0});
}

bool IsToBeHeld(const EventWait& wait, const Moment& moment) {
  return wait.timeout > absl::ZeroDuration() &&
         (wait.timeout < absl::InfiniteDuration() || moment.has_driver);
}

std::optional<EventWait> ReadEpoll(const Notification& call,
                                   const Moment& moment) {
  EventWait wait;
  if (call.call == SCMP_SYS(epoll_pwait2)) {
    if (!ReadTimeout(call, 3, false, wait.timeout)) return std::nullopt;
  } else {
    wait.timeout = FromMilliseconds(call.args[3]);
  }
  if (call.call != SCMP_SYS(epoll_wait)) {
    wait.signals = LetIn(call.tid, call.args[4]);
  }
  if (!IsToBeHeld(wait, moment)) return wait;
  UniqueFd epoll =
      DuplicateFd(moment.task.tgid, static_cast<int>(call.args[0]));
  if (!epoll) return std::nullopt;
  wait.descriptors.push_back({std::move(epoll), EPOLLIN});
  return wait;
}

// Waits for `events` of descriptor `fd` of process `tgid`, too. A descriptor
// that is named again is held once. False: there is none.
class Gathering {
 public:
  Gathering(EventWait& wait, pid_t tgid) : wait_(wait), tgid_(tgid) {}

  bool Add(int fd, std::uint32_t events) {
    const auto [place, is_new] =
        places_.try_emplace(fd, wait_.descriptors.size());
    if (!is_new) {
      wait_.descriptors[place->second].events |= events;
      return true;
    }
    UniqueFd duplicate = DuplicateFd(tgid_, fd);
    if (!duplicate) return false;
    wait_.descriptors.push_back({std::move(duplicate), events});
    return true;
  }

 private:
  EventWait& wait_;
  pid_t tgid_;
  std::map<int, std::size_t> places_;
};

std::optional<EventWait> ReadPoll(const Notification& call,
                                  const Moment& moment) {
  EventWait wait;
  if (call.call == SCMP_SYS(ppoll)) {
    if (!ReadTimeout(call, 2, false, wait.timeout)) return std::nullopt;
    wait.signals = LetIn(call.tid, call.args[3]);
    wait.remainder = HeldWait::Remainder{.address = call.args[2]};
  } else {
    wait.timeout = FromMilliseconds(call.args[2]);
  }
  const std::uint64_t count = static_cast<unsigned>(call.args[1]);
  // A wait for nothing is a sleep.
  wait.for_events = count > 0;
  if (!IsToBeHeld(wait, moment)) return wait;
  if (count > kMaxDescriptors) return std::nullopt;
  std::vector<pollfd> polled(count);
  if (!ReadMemory(call.tid, call.args[0], polled.data(),
                  count * sizeof(pollfd)) &&
      count > 0) {
    return std::nullopt;
  }
  Gathering gathering(wait, moment.task.tgid);
  for (std::uint64_t i = 0; i < count; ++i) {
    wait.cleared.push_back(
        {call.args[0] + i * sizeof(pollfd) + offsetof(pollfd, revents),
         sizeof(pollfd::revents)});
    if (polled[i].fd < 0) continue;
    if (!gathering.Add(polled[i].fd,
                       static_cast<std::uint32_t>(polled[i].events))) {
      return std::nullopt;  // POLLNVAL, at once
    }
  }
  return wait;
}

std::optional<EventWait> ReadSelect(const Notification& call,
                                    const Moment& moment) {
  EventWait wait;
  const bool microseconds = call.call == SCMP_SYS(select);
  if (!ReadTimeout(call, 4, microseconds, wait.timeout)) return std::nullopt;
  wait.remainder = HeldWait::Remainder{.address = call.args[4],
                                       .microseconds = microseconds};
  if (call.call == SCMP_SYS(pselect6) && call.args[5] != 0) {
    // The kernel takes the mask and its size as one argument.
    const auto mask = ReadValue<std::uint64_t>(call.tid, call.args[5]);
    wait.signals = LetIn(call.tid, mask.value_or(0));
  }
  const auto count = std::min<std::uint64_t>(
      static_cast<unsigned>(call.args[0]), kMaxDescriptors);
  const std::uint64_t words = (count + 63) / 64;
  constexpr std::uint32_t kEvents[] = {EPOLLIN | EPOLLHUP | EPOLLERR,
                                       EPOLLOUT | EPOLLERR, EPOLLPRI};
  Gathering gathering(wait, moment.task.tgid);
  bool any = false;
  for (int set = 0; set < 3; ++set) {
    const std::uint64_t address = call.args[1 + set];
    if (address == 0 || words == 0) continue;
    std::vector<std::uint64_t> bits(words);
    if (!ReadMemory(call.tid, address, bits.data(), words * 8)) {
      return std::nullopt;
    }
    wait.cleared.push_back({address, words * 8});
    for (std::uint64_t fd = 0; fd < count; ++fd) {
      if ((bits[fd / 64] >> (fd % 64) & 1) == 0) continue;
      any = true;
      if (!IsToBeHeld(wait, moment)) continue;
      if (!gathering.Add(static_cast<int>(fd), kEvents[set])) {
        return std::nullopt;  // EBADF
      }
    }
  }
  wait.for_events = any;
  return wait;
}

// mq_timedsend and mq_timedreceive: a queue is a descriptor that can be polled.
std::optional<EventWait> ReadQueue(const Notification& call,
                                   const Moment& moment) {
  const auto until = ReadTimespec(call.tid, call.args[4]);
  UniqueFd queue =
      DuplicateFd(moment.task.tgid, static_cast<int>(call.args[0]));
  if (!until.has_value() || !queue ||
      (fcntl(queue.get(), F_GETFL) & O_NONBLOCK) != 0) {
    return std::nullopt;
  }
  EventWait wait;
  wait.for_events = false;
  // Held even if it is over: by the kernel's clock it may not be.
  wait.timeout = std::max(
      moment.clock.WhenReading(CLOCK_REALTIME, *until) - moment.clock.now(),
      absl::Nanoseconds(1));
  wait.result_at_deadline = -ETIMEDOUT;
  wait.descriptors.push_back(
      {std::move(queue),
       call.call == SCMP_SYS(mq_timedsend) ? EPOLLOUT : EPOLLIN});
  return wait;
}

// Nothing was read: the kernel refuses it.
Decision Hold(std::optional<EventWait> events, const Notification& call,
              const Moment& moment) {
  if (!events.has_value()) return LeftToKernel();
  Task& task = moment.task;
  task.runs_event_loop = task.runs_event_loop || events->for_events;
  if (!IsToBeHeld(*events, moment)) return LeftToKernel();
  HeldWait wait =
      WaitUntil(call, moment.clock, moment.clock.now() + events->timeout);
  if (events->timeout == absl::InfiniteDuration()) {
    wait.deadline = absl::InfiniteDuration();
  }
  wait.for_events = events->for_events;
  wait.result_at_deadline = events->result_at_deadline;
  wait.descriptors = std::move(events->descriptors);
  wait.signals = events->signals;
  wait.remainder = events->remainder;
  wait.cleared_at_deadline = std::move(events->cleared);
  return wait;
}

}  // namespace

Decision DecodeEpoll(const Notification& call, const Moment& moment) {
  return Hold(ReadEpoll(call, moment), call, moment);
}

Decision DecodePoll(const Notification& call, const Moment& moment) {
  return Hold(ReadPoll(call, moment), call, moment);
}

Decision DecodeSelect(const Notification& call, const Moment& moment) {
  return Hold(ReadSelect(call, moment), call, moment);
}

Decision DecodeQueue(const Notification& call, const Moment& moment) {
  return Hold(ReadQueue(call, moment), call, moment);
}

bool HasKernelTimeout(const SleepingCall& sleeping, pid_t tgid) {
  int option = SO_RCVTIMEO;
  switch (sleeping.call) {
    case SYS_read:
    case SYS_readv:
    case SYS_recvfrom:
    case SYS_recvmsg:
    case SYS_recvmmsg:
    case SYS_accept:
    case SYS_accept4:
      break;
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
    case SYS_sendmmsg:
    case SYS_connect:
      option = SO_SNDTIMEO;
      break;
    default:
      return false;
  }
  const UniqueFd socket = DuplicateFd(tgid, static_cast<int>(sleeping.args[0]));
  timeval timeout = {};
  socklen_t size = sizeof timeout;
  return socket &&
         getsockopt(socket.get(), SOL_SOCKET, option, &timeout, &size) == 0 &&
         (timeout.tv_sec != 0 || timeout.tv_usec != 0);
}

}  // namespace grader::sandbox

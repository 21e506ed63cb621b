#include "grader/sandbox/clock/listener.h"

#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace grader::sandbox {
namespace {

// Newer than the headers: SECCOMP_IOCTL_NOTIF_SET_FLAGS and
// SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP.
constexpr unsigned long kSetFlags = SECCOMP_IOW(4, std::uint64_t);
constexpr unsigned long kSyncWakeUp = 1;

}  // namespace

Listener::Listener(UniqueFd fd) : fd_(std::move(fd)) {
  seccomp_notif_sizes sizes = {};
  syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes);
  request_.resize(
      std::max<std::size_t>(sizes.seccomp_notif, sizeof(seccomp_notif)));
  response_.resize(std::max<std::size_t>(sizes.seccomp_notif_resp,
                                         sizeof(seccomp_notif_resp)));
  // One of the two always waits for the other, so they may share a core and
  // need not wake up an idle one. Kernels before 6.6 do not know it.
  ioctl(fd_.get(), kSetFlags, kSyncWakeUp);
}

std::optional<Notification> Listener::Receive() {
  int result = 0;
  do {
    std::fill(request_.begin(), request_.end(), std::byte{0});
    result = ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_RECV, request_.data());
  } while (result != 0 && errno == EINTR);
  // ENOENT: the task was killed or interrupted since the descriptor was seen to
  // be readable. The kernel keeps count of what it has told, so that this does
  // not wait then.
  if (result != 0) return std::nullopt;
  seccomp_notif request;
  std::memcpy(&request, request_.data(), sizeof request);
  Notification call;
  call.id = request.id;
  call.tid = static_cast<pid_t>(request.pid);
  call.call = request.data.nr;
  std::copy(std::begin(request.data.args), std::end(request.data.args),
            call.args.begin());
  call.instruction = request.data.instruction_pointer;
  return call;
}

bool Listener::Answer(const Notification& call, std::int64_t result) {
  return Send(call.id, result, 0);
}

bool Listener::Continue(const Notification& call) {
  return Send(call.id, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
}

bool Listener::Holds(const Notification& call) const {
  return ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &call.id) == 0;
}

bool Listener::Send(std::uint64_t id, std::int64_t result,
                    std::uint32_t flags) {
  std::fill(response_.begin(), response_.end(), std::byte{0});
  seccomp_notif_resp response = {};
  response.id = id;
  response.flags = flags;
  if (result < 0) {
    response.error = static_cast<std::int32_t>(result);
  } else {
    response.val = result;
  }
  std::memcpy(response_.data(), &response, sizeof response);
  return ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_SEND, response_.data()) == 0;
}

}  // namespace grader::sandbox

#include "grader/sandbox/clock/listener.h"

#include <poll.h>
#include <seccomp.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <utility>

namespace grader::sandbox {
namespace {

// Newer than the headers: SECCOMP_IOCTL_NOTIF_SET_FLAGS and
// SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP.
constexpr unsigned long kSetFlags = SECCOMP_IOW(4, std::uint64_t);
constexpr unsigned long kSyncWakeUp = 1;

}  // namespace

bool Notification::GoesOnWith(const Notification& other) const {
  return call == SCMP_SYS(restart_syscall) && args == other.args &&
         instruction == other.instruction;
}

void Listener::Release::operator()(seccomp_notif* request) const {
  seccomp_notify_free(request, nullptr);
}

void Listener::Release::operator()(seccomp_notif_resp* response) const {
  seccomp_notify_free(nullptr, response);
}

Listener::Listener(UniqueFd fd) : fd_(std::move(fd)) {
  seccomp_notif* request = nullptr;
  seccomp_notif_resp* response = nullptr;
  if (seccomp_notify_alloc(&request, &response) != 0) return;
  request_.reset(request);
  response_.reset(response);
  // One of the two always waits for the other, so they may share a core and
  // need not wake up an idle one. Kernels before 6.6 do not know it.
  ioctl(fd_.get(), kSetFlags, kSyncWakeUp);
}

bool Listener::HasCall() const {
  pollfd listener = {fd_.get(), POLLIN, 0};
  return poll(&listener, 1, 0) == 1 && (listener.revents & POLLIN) != 0;
}

std::optional<Notification> Listener::Receive() {
  if (request_ == nullptr) return std::nullopt;
  int result = 0;
  do {
    *request_ = {};  // or else the kernel refuses
    result = seccomp_notify_receive(fd_.get(), request_.get());
  } while (result != 0 && errno == EINTR);
  // The task was killed or interrupted since the descriptor was seen to be
  // readable. The kernel keeps count of what it has told, so that this does not
  // wait then.
  if (result != 0) return std::nullopt;
  Notification call;
  call.id = request_->id;
  call.tid = static_cast<pid_t>(request_->pid);
  call.call = request_->data.nr;
  std::copy(std::begin(request_->data.args), std::end(request_->data.args),
            call.args.begin());
  call.instruction = request_->data.instruction_pointer;
  return call;
}

bool Listener::Answer(const Notification& call, std::int64_t result) {
  return Send(call.id, result, 0);
}

bool Listener::Continue(const Notification& call) {
  return Send(call.id, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
}

bool Listener::Holds(const Notification& call) const {
  return seccomp_notify_id_valid(fd_.get(), call.id) == 0;
}

bool Listener::Send(std::uint64_t id, std::int64_t result,
                    std::uint32_t flags) {
  *response_ = {};
  response_->id = id;
  response_->flags = flags;
  if (result < 0) {
    response_->error = static_cast<std::int32_t>(result);
  } else {
    response_->val = result;
  }
  return seccomp_notify_respond(fd_.get(), response_.get()) == 0;
}

}  // namespace grader::sandbox

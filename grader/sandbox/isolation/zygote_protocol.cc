#include "grader/sandbox/isolation/zygote_protocol.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace grader::sandbox {
namespace {

struct OrderHead {
  Order order;
  std::uint32_t size;
};

union Control {
  cmsghdr aligned;
  char bytes[CMSG_SPACE(sizeof(int) * kMaxDescriptors) +
             CMSG_SPACE(sizeof(ucred))];
};

// Puts descriptors into `message`, whose control buffer is `control`.
void Attach(msghdr& message, Control& control, const int* fds,
            std::size_t count) {
  if (count == 0) return;
  std::memset(&control, 0, sizeof control);
  message.msg_control = control.bytes;
  message.msg_controllen = CMSG_SPACE(sizeof(int) * count);
  cmsghdr* head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(sizeof(int) * count);
  std::memcpy(CMSG_DATA(head), fds, sizeof(int) * count);
}

// Takes descriptors and the sender's pid out of `message`.
void Detach(msghdr& message, std::vector<UniqueFd>& fds, pid_t* sender) {
  for (cmsghdr* head = CMSG_FIRSTHDR(&message); head != nullptr;
       head = CMSG_NXTHDR(&message, head)) {
    if (head->cmsg_level != SOL_SOCKET) continue;
    if (head->cmsg_type == SCM_RIGHTS) {
      const std::size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
      int received[kMaxDescriptors];
      std::memcpy(received, CMSG_DATA(head), sizeof(int) * count);
      for (std::size_t i = 0; i < count; ++i) fds.emplace_back(received[i]);
    } else if (head->cmsg_type == SCM_CREDENTIALS && sender != nullptr) {
      ucred credentials;
      std::memcpy(&credentials, CMSG_DATA(head), sizeof credentials);
      *sender = credentials.pid;
    }
  }
}

ssize_t Receive(int socket, void* to, std::size_t size,
                std::vector<UniqueFd>& fds, pid_t* sender) {
  iovec part = {to, size};
  Control control;
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes;
  message.msg_controllen = sizeof control.bytes;
  ssize_t length;
  do {
    length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (length < 0 && errno == EINTR);
  if (length > 0) Detach(message, fds, sender);
  if (length == 0) errno = EPIPE;
  return length;
}

}  // namespace

bool SendOrder(int socket, Order order, absl::string_view blob,
               const std::vector<int>& fds) {
  OrderHead head = {order, static_cast<std::uint32_t>(blob.size())};
  iovec parts[] = {{&head, sizeof head},
                   {const_cast<char*>(blob.data()), blob.size()}};
  msghdr message = {};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  Control control;
  Attach(message, control, fds.data(), fds.size());
  std::size_t left = sizeof head + blob.size();
  while (left > 0) {
    const ssize_t length = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) return false;
    left -= static_cast<std::size_t>(length);
    message.msg_control = nullptr;
    message.msg_controllen = 0;
    std::size_t done = static_cast<std::size_t>(length);
    for (iovec& part : parts) {
      const std::size_t step = std::min(done, part.iov_len);
      part.iov_base = static_cast<char*>(part.iov_base) + step;
      part.iov_len -= step;
      done -= step;
    }
  }
  return true;
}

bool ReceiveOrder(int socket, ReceivedOrder& received) {
  OrderHead head;
  // A head is sent in one piece and fits into any socket buffer.
  if (Receive(socket, &head, sizeof head, received.fds, nullptr) !=
      static_cast<ssize_t>(sizeof head)) {
    return false;
  }
  received.order = head.order;
  received.blob.resize(head.size);
  std::size_t done = 0;
  while (done < head.size) {
    const ssize_t length =
        recv(socket, received.blob.data() + done, head.size - done, 0);
    if (length < 0 && errno == EINTR) continue;
    if (length <= 0) return false;
    done += static_cast<std::size_t>(length);
  }
  return true;
}

bool SendNotice(int socket, const Notice& notice, const int* fds,
                std::size_t count) {
  iovec part = {const_cast<Notice*>(&notice), sizeof notice};
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  Control control;
  Attach(message, control, fds, count);
  return sendmsg(socket, &message, MSG_NOSIGNAL) ==
         static_cast<ssize_t>(sizeof notice);
}

Notice FailureNotice(absl::string_view text, int error) {
  Notice notice;
  notice.error = error;
  const std::size_t size = std::min(text.size(), notice.text.size() - 1);
  std::copy_n(text.begin(), size, notice.text.begin());
  return notice;
}

bool ReceiveNotice(int socket, absl::Duration patience,
                   ReceivedNotice& received) {
  pollfd ready = {socket, POLLIN, 0};
  int count;
  do {
    count =
        poll(&ready, 1, static_cast<int>(absl::ToInt64Milliseconds(patience)));
  } while (count < 0 && errno == EINTR);
  if (count == 0) errno = ETIMEDOUT;
  if (count <= 0) return false;
  return Receive(socket, &received.notice, sizeof received.notice, received.fds,
                 &received.sender) ==
         static_cast<ssize_t>(sizeof received.notice);
}

}  // namespace grader::sandbox

#include "outbox.h"

#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>

namespace rpc {

namespace asio = boost::asio;

void Outbox::Write(std::string_view& bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = send(descriptor_->native_handle(), bytes.data(),
                              bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    bytes.remove_prefix(sent < 0 ? bytes.size()
                                 : static_cast<std::size_t>(sent));
  }
}

void Outbox::WriteAll(std::string_view bytes) const {
  Write(bytes);
  while (!bytes.empty()) {
    // Its end makes the socket ready as well.
    pollfd room = {descriptor_->native_handle(), POLLOUT, 0};
    poll(&room, 1, -1);
    Write(bytes);
  }
}

bool Outbox::Send(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (when_full_ == WhenFull::kWait) {
    WriteAll(bytes);
    return true;
  }
  if (full_) return false;
  // Not past what waits.
  if (!writing_) Write(bytes);
  if (bytes.empty()) return true;
  full_ = kept_.size() - written_ + bytes.size() > kMaxKept;
  if (full_) return false;
  kept_ += bytes;
  if (!writing_) {
    writing_ = true;
    asio::co_spawn(
        descriptor_->get_executor(),
        [self = shared_from_this()] { return self->WriteKept(); },
        asio::detached);
  }
  return true;
}

asio::awaitable<void> Outbox::WriteKept() {
  while (true) {
    co_await descriptor_->async_wait(Descriptor::wait_write,
                                     asio::as_tuple(asio::use_awaitable));
    const std::lock_guard lock(mutex_);
    std::string_view rest = std::string_view(kept_).substr(written_);
    Write(rest);
    written_ = kept_.size() - rest.size();
    if (rest.empty()) {
      // Gives the memory back as well.
      kept_ = std::string();
      written_ = 0;
      writing_ = false;
      co_return;
    }
    // Moved at most as often as it was written.
    if (written_ > kept_.size() / 2) {
      kept_.erase(0, written_);
      written_ = 0;
    }
  }
}

asio::awaitable<void> Outbox::Emptied() {
  while (true) {
    {
      const std::lock_guard lock(mutex_);
      if (!writing_) co_return;
    }
    co_await descriptor_->async_wait(Descriptor::wait_write,
                                     asio::as_tuple(asio::use_awaitable));
  }
}

}  // namespace rpc

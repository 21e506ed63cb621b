// What one end of a connection sends: whole messages, in the order in which
// they were given, from any thread, however slowly the other end reads.
#ifndef PROBLEMS_SUPPORT_CPP_RPC_OUTBOX_H_
#define PROBLEMS_SUPPORT_CPP_RPC_OUTBOX_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace rpc {

// What becomes of a message when the other end has not read those before it.
enum class WhenFull {
  // It is kept, and sent by the event loop; the caller goes on at once. For the
  // driver: it never waits for the submission, so it always reads what that
  // sends.
  kKeep,
  // The caller waits until there is room. For the submission, whose code may
  // give the event loop no turn for as long as it likes. It can wait for a
  // driver that keeps what it sends; two ends that wait could wait for each
  // other for ever.
  kWait,
};

class Outbox : public std::enable_shared_from_this<Outbox> {
 public:
  // More than this is kept for nobody: it is as much as 64 of the longest
  // messages, and whoever has not read those does not read.
  static constexpr std::size_t kMaxKept = std::size_t{256} << 20;

  using Descriptor = boost::asio::posix::stream_descriptor;

  // Sends over `descriptor`, a connected stream socket.
  Outbox(std::shared_ptr<Descriptor> descriptor, WhenFull when_full)
      : descriptor_(std::move(descriptor)), when_full_(when_full) {}
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  // Sends `bytes`, at once as far as there is room. Drops them if the other end
  // is gone: reading shows that. Gives false if more than kMaxKept would have
  // to be kept; nothing is sent any more then. From any thread.
  bool Send(std::string_view bytes);

  // Waits until nothing is kept any more. On the descriptor's executor.
  boost::asio::awaitable<void> Emptied();

 private:
  // Takes off `bytes` what there was room for; all, if the other end is gone.
  // With `mutex_` held, as the next one.
  void Write(std::string_view& bytes) const;
  void WriteAll(std::string_view bytes) const;
  // Writes what is kept whenever there is room, until nothing is.
  boost::asio::awaitable<void> WriteKept();

  const std::shared_ptr<Descriptor> descriptor_;
  const WhenFull when_full_;
  std::mutex mutex_;  // guards the rest, and keeps messages in one piece
  std::string kept_;
  std::size_t written_ = 0;  // of `kept_`
  bool writing_ = false;     // WriteKept() is under way
  bool full_ = false;        // for good
};

}  // namespace rpc

#endif  // PROBLEMS_SUPPORT_CPP_RPC_OUTBOX_H_

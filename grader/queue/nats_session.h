// A NatsSession: one connection of NATS's client library, which finds its way
// back to the servers that it knows, and JetStream as it is used through it.
// For nats.cc alone.
#ifndef GRADER_QUEUE_NATS_SESSION_H_
#define GRADER_QUEUE_NATS_SESSION_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/queue/nats.h"
#include "grader/queue/nats_library.h"

namespace grader {

// Used by several threads.
class NatsSession {
 public:
  // Connects to one of the addresses, whichever answers. Fails like
  // Nats::Connect, but does not look for JetStream.
  static absl::StatusOr<std::shared_ptr<NatsSession>> Open(
      const NatsLibrary& nats, const NatsOptions& options);
  ~NatsSession();
  NatsSession(const NatsSession&) = delete;
  NatsSession& operator=(const NatsSession&) = delete;

  natsConnection* connection() const { return connection_; }
  jsCtx* js() const { return js_; }

  // Whether there is a server at the other end, as far as is known.
  bool connected() const;
  // It does not look for one any more, as when it is let in nowhere.
  bool closed() const;
  // How often the server has said that this user may not do something.
  int refusals() const { return refusals_; }
  // How often it has lost a server and found one again.
  std::uint64_t losses() const;

  natsStatus Ask(const std::string& subject, absl::string_view content,
                 natsMsg** answer) const;
  // Without an answer: it may be lost.
  void Tell(const std::string& subject, absl::string_view content) const;

 private:
  explicit NatsSession(const NatsLibrary& nats) : nats_(nats) {}

  static void OnError(natsConnection* connection,
                      natsSubscription* subscription, natsStatus status,
                      void* self);

  const NatsLibrary& nats_;
  natsConnection* connection_ = nullptr;
  jsCtx* js_ = nullptr;
  std::atomic<int> refusals_ = 0;
};

// Listens on the session that `current` gives, whichever that is at the time;
// where that is of no use, as soon as another one is there.
std::unique_ptr<NatsListener> ListenOnSession(
    const NatsLibrary& nats, const std::string& subject,
    std::function<std::shared_ptr<NatsSession>()> current);

}  // namespace grader

#endif  // GRADER_QUEUE_NATS_SESSION_H_

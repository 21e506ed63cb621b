// Single calls of JetStream through a session, and what their answers say. Each
// is done once, whatever comes of it. For nats.cc alone.
#ifndef GRADER_QUEUE_NATS_CALLS_H_
#define GRADER_QUEUE_NATS_CALLS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "grader/queue/nats.h"
#include "grader/queue/nats_library.h"
#include "grader/queue/nats_session.h"

namespace grader {

struct ConsumerName {
  std::string stream;
  std::string consumer;
  std::string subject;  // of the messages that it gives out
};

// Makes the stream, unless there is one of that name. `code` is JetStream's, or
// 0.
natsStatus AddStream(const NatsLibrary& nats, const NatsSession& session,
                     const StreamSettings& settings, int replicas,
                     jsErrCode* code);

// Makes the consumer, unless there is one of that name; `lease` becomes that of
// the one that there is.
natsStatus AddConsumer(const NatsLibrary& nats, const NatsSession& session,
                       const ConsumerName& name, absl::Duration& lease,
                       jsErrCode* code);

// Whether the consumer that has given out a message with that `reply` is there
// no longer.
bool IsConsumerGone(const NatsLibrary& nats, const NatsSession& session,
                    const std::string& reply);

// Removes the message, if it is there.
natsStatus RemoveMessage(const NatsLibrary& nats, const NatsSession& session,
                         const std::string& stream, std::uint64_t sequence,
                         jsErrCode* code);

struct MessageWanted {
  std::string stream;
  std::string subject;
  std::uint64_t from = 0;  // the first at least so far behind
  bool last = false;       // or the last of all
};

// Asks the server that leads, for which the library has no call.
natsStatus AskLeader(const NatsLibrary& nats, const NatsSession& session,
                     const MessageWanted& wanted,
                     std::optional<StreamMessage>& found, jsErrCode* code);

// As Nats::GivenOutUpTo and Nats::Take.
natsStatus LookAtConsumer(const NatsLibrary& nats, const NatsSession& session,
                          const ConsumerName& name, std::uint64_t& sequence,
                          jsErrCode* code);
natsStatus AskForOne(const NatsLibrary& nats, const NatsSession& session,
                     const ConsumerName& name, std::optional<Delivery>& taken,
                     jsErrCode* code);

StreamFacts FactsIn(const jsStreamInfo& info);

std::string ContentOf(const NatsLibrary& nats, natsMsg* message);

}  // namespace grader

#endif  // GRADER_QUEUE_NATS_CALLS_H_

// What NATS's client library says went wrong, in words, and whether it passes.
// For nats.cc alone.
#ifndef GRADER_QUEUE_NATS_ERRORS_H_
#define GRADER_QUEUE_NATS_ERRORS_H_

#include <string>

#include "absl/status/status.h"
#include "grader/queue/nats_library.h"

namespace grader {

// That the server is away, or has no room, for a while. `code`: JetStream's,
// or 0.
bool Passes(natsStatus status, jsErrCode code);

// That there is no such stream or consumer, or nobody who answers for it.
bool IsAbsent(natsStatus status, jsErrCode code);

// That JetStream is not switched on.
bool IsWithoutJetStream(jsErrCode code);

std::string Reason(const NatsLibrary& nats, natsStatus status, jsErrCode code);

// Why there is no connection to `address`, and what to do about it.
absl::Status NotConnected(const NatsLibrary& nats, const std::string& address,
                          natsStatus status);

}  // namespace grader

#endif  // GRADER_QUEUE_NATS_ERRORS_H_

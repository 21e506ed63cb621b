// What a NATS server is told of who is there. For nats.cc alone.
#ifndef GRADER_QUEUE_NATS_LOGIN_H_
#define GRADER_QUEUE_NATS_LOGIN_H_

#include <string>

#include "absl/status/status.h"
#include "grader/queue/nats.h"
#include "grader/queue/nats_library.h"

namespace grader {

// `url` as people may see it.
std::string AddressWithoutPassword(const std::string& url);

// Address, credentials and TLS. kInvalidArgument, kNotFound and
// kPermissionDenied for an address or a file that is none.
absl::Status SetLogin(const NatsLibrary& nats, const NatsOptions& options,
                      natsOptions* set);

}  // namespace grader

#endif  // GRADER_QUEUE_NATS_LOGIN_H_

// NATS's client library (libnats), loaded when it is first needed: no other
// command has to find it, and a machine without a queue needs no package of it.
// For nats.cc alone.
#ifndef GRADER_QUEUE_NATS_LIBRARY_H_
#define GRADER_QUEUE_NATS_LIBRARY_H_

#include <nats/nats.h>

#include "absl/status/statusor.h"

namespace grader {

// The functions of it that are used.
struct NatsLibrary {
#define NATS_FUNCTION(name) decltype(&::name) name = nullptr;
#include "grader/queue/nats_functions.def"
};

// The library of the release whose header this was compiled with.
// kFailedPrecondition, with the cure, if it is not on this machine.
absl::StatusOr<const NatsLibrary*> LoadNatsLibrary();

}  // namespace grader

#endif  // GRADER_QUEUE_NATS_LIBRARY_H_

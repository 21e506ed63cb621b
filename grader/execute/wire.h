// What the grader and its sandbox program say to each other: a request (one
// run), a reply (its facts), both CBOR (RFC 8949) in frames that begin with
// their length. Neither side believes what it reads: sizes, nesting and types
// are checked.
#ifndef GRADER_EXECUTE_WIRE_H_
#define GRADER_EXECUTE_WIRE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/execute/command.h"
#include "grader/execute/observation.h"
#include "grader/execute/trace.h"
#include "grader/problem/limits.h"

namespace grader {

struct RunRequest {
  Command command;
  Limits limits;
  // Run it in fresh namespaces, where nothing of an earlier run ever was.
  bool fresh_session = false;
  // Refuse to run it with less than all layers of isolation.
  bool full_isolation = false;
  // See Runner::ExpectLast.
  bool last = false;
};

// The first frame that the sandbox program sends, unasked: by this the grader
// knows that it has started the right program, of its own build. To be changed
// with the messages.
inline constexpr char kSandboxGreeting[] = "grader-sandbox 6";

struct RunReply {
  Observation observation;           // `trace` not set
  std::vector<TracePacket> packets;  // what the driver wrote to descriptor 3
};

std::string EncodeRequest(const RunRequest& request);
absl::StatusOr<RunRequest> DecodeRequest(absl::string_view bytes);

// A reply that is a Status arrives as that Status.
std::string EncodeReply(const absl::StatusOr<RunReply>& reply);
absl::StatusOr<RunReply> DecodeReply(absl::string_view bytes);

// An Observation with its trace, for whoever keeps it.
std::string EncodeWholeObservation(const Observation& observation);
absl::StatusOr<Observation> DecodeWholeObservation(absl::string_view bytes);

// The largest frame either side takes.
inline constexpr std::int64_t kMaxFrameBytes = 512 * kMiB;

// Writes one frame to a stream socket; Unavailable when the peer is gone.
absl::Status WriteFrame(int socket, absl::string_view payload);

// Reads one frame; OutOfRange at a clean end of the stream, DeadlineExceeded
// when it is not complete at `deadline` (by MonotonicNow).
absl::StatusOr<std::string> ReadFrame(
    int socket, absl::Time deadline = absl::InfiniteFuture());

}  // namespace grader

#endif  // GRADER_EXECUTE_WIRE_H_

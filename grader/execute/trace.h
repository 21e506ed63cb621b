// The trace of a run: what a driver reported, stamped by whoever held the
// other end of the channel (a virtual clock's supervisor, or the Runner).
//
// A driver writes one event per packet to descriptor 3, which only it has:
// `begin NAME ID`, `end NAME ID`, `note NAME TEXT`, `error TEXT`, `done`.
#ifndef GRADER_EXECUTE_TRACE_H_
#define GRADER_EXECUTE_TRACE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace grader {

// One packet as it arrived.
struct TracePacket {
  absl::Duration at;  // elapsed since the start of the run
  std::string text;
};

// A named interval. `end` is not set when the run ended inside it.
struct Span {
  std::string name;
  std::string id;
  absl::Duration begin;
  std::optional<absl::Duration> end;

  bool operator==(const Span&) const = default;
};

struct Note {
  std::string name;
  std::string text;
  absl::Duration at;

  bool operator==(const Note&) const = default;
};

struct Trace {
  std::vector<Span> spans;  // in order of begin
  std::vector<Note> notes;
  std::optional<std::string> error;  // an exception escaped from the submission
  bool done = false;                 // the driver reached its end
  // Set when a packet was not what a driver may write: an unknown event, an
  // `end` without its `begin`, anything after `done`.
  std::optional<std::string> violation;

  bool operator==(const Trace&) const = default;
};

// Reads the packets of one run. Never fails: what is wrong becomes `violation`
// (the first one).
Trace ParseTrace(const std::vector<TracePacket>& packets);

}  // namespace grader

#endif  // GRADER_EXECUTE_TRACE_H_

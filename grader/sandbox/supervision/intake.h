// What a run sends, as far as it is kept: its output and its trace, until it
// ends or what comes is not the run's any more.
#ifndef GRADER_SANDBOX_SUPERVISION_INTAKE_H_
#define GRADER_SANDBOX_SUPERVISION_INTAKE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/kernel/unique_fd.h"
#include "grader/sandbox/supervision/outcome.h"
#include "grader/sandbox/supervision/output.h"

namespace grader::sandbox {

// When a packet that was sent at this real time happened, for the run.
using Stamp = std::function<absl::Duration(absl::Time sent)>;

class Intake {
 public:
  // Takes over these channels of `process`.
  Intake(Process& process, std::int64_t output_bytes);

  // Who is told of what comes through the first channel, as it comes.
  void set_out_listener(std::function<void(absl::string_view text)> listener) {
    out_.set_listener(std::move(listener));
  }

  // The channels that may become readable; -1: one that has ended.
  int out_fd() const { return out_.fd(); }
  int err_fd() const { return err_.fd(); }
  int trace_fd() const { return trace_.get(); }

  // Takes what is there; true if there was anything.
  bool DrainOut() { return out_.Drain(); }
  bool DrainErr() { return err_.Drain(); }
  bool DrainTrace(const Stamp& stamp);

  // A packet that did not come through its channel, because the call that would
  // have sent it is answered instead.
  void AddPacket(absl::Duration at, absl::string_view text);
  // Takes back the last one, which did not happen.
  void RemoveLastPacket();
  bool has_packets() const { return !packets_.all().empty(); }

  bool output_over_limit() const {
    return out_.over_limit() || err_.over_limit();
  }
  // It must end because of what it printed.
  bool output_is_too_much() const { return !prints_on_ && output_over_limit(); }
  bool trace_over_limit() const { return packets_.over_limit(); }
  // Changes with whatever comes.
  std::int64_t activity() const;

  // Keeps what has come so far: what comes later is not the run's any more.
  void Freeze();
  bool frozen() const { return frozen_.has_value(); }
  // What was kept; after the end of the run, when all has been sent.
  Outcome TakeAll(const Stamp& stamp);

 private:
  Capture out_;
  Capture err_;
  UniqueFd trace_;
  bool prints_on_;
  Packets packets_;
  std::optional<Outcome> frozen_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISION_INTAKE_H_

#include "grader/sandbox/supervision/intake.h"

#include <utility>

#include "grader/sandbox/supervision/trace_writes.h"

namespace grader::sandbox {

Intake::Intake(Process& process, std::int64_t output_bytes)
    : out_(std::move(process.out), output_bytes),
      err_(std::move(process.err), output_bytes),
      trace_(std::move(process.trace)),
      prints_on_(process.prints_on) {}

bool Intake::DrainTrace(const Stamp& stamp) {
  if (!trace_) return false;
  bool any = false;
  while (!packets_.over_limit()) {
    const std::optional<SentPacket> packet = ReceivePacket(trace_);
    if (!packet.has_value()) break;
    any = true;
    packets_.Add(stamp(packet->at), packet->text);
  }
  return any;
}

void Intake::AddPacket(absl::Duration at, absl::string_view text) {
  packets_.Add(at, text);
}

void Intake::RemoveLastPacket() {
  // Nothing is added once there is too much.
  if (!packets_.over_limit()) packets_.RemoveLast();
}

std::int64_t Intake::activity() const {
  return static_cast<std::int64_t>(packets_.all().size()) + out_.size() +
         err_.size();
}

void Intake::Freeze() {
  frozen_.emplace();
  frozen_->observation.out = out_.text();
  frozen_->observation.err = err_.text();
  frozen_->packets = packets_.all();
}

Outcome Intake::TakeAll(const Stamp& stamp) {
  while (out_.Drain() && !out_.over_limit()) {
  }
  while (err_.Drain() && !err_.over_limit()) {
  }
  if (!frozen_.has_value()) {
    DrainTrace(stamp);
    Freeze();
  }
  return *std::move(frozen_);
}

}  // namespace grader::sandbox

// The parts of a Watch that take in what the run sends, and the facts that it
// hands back in the end.
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include "grader/sandbox/supervision/trace_writes.h"
#include "grader/sandbox/supervision/watch.h"

namespace grader::sandbox {
namespace {

// What the kernel did in the name of a limit.
Termination FromSignal(int signal, const Usage& usage) {
  switch (signal) {
    case SIGXCPU:
      return Killed{Limit::kCpu};
    case SIGXFSZ:
      return Killed{Limit::kFileSize};
    case SIGKILL:
      if (usage.memory_limit_reached) return Killed{Limit::kMemory};
      break;
    default:
      break;
  }
  return Signaled{signal};
}

}  // namespace

bool Watch::TakeTraceWrite(const Notification& call) {
  const std::optional<std::string> text =
      ReadTraceWrite(call, process_.trace_target);
  if (!text.has_value()) return false;
  const absl::Duration now =
      time_.has_value() ? time_->NowOf(call.tid) : Elapsed();
  if (time_.has_value() && packets_.all().empty()) {
    computed_before_ = time_->computed();
  }
  packets_.Add(now, *text);
  if (!listener_->Answer(call, static_cast<std::int64_t>(text->size())) &&
      !packets_.over_limit()) {
    packets_.RemoveLast();  // a signal came first: it will be made again
  }
  return true;
}

bool Watch::HandleTracePackets() {
  if (!process_.trace) return false;
  bool any = false;
  while (!packets_.over_limit()) {
    const std::optional<SentPacket> packet = ReceivePacket(process_.trace);
    if (!packet.has_value()) break;
    any = true;
    // On the virtual clock the calls that send packets are answered instead,
    // and what comes this way has no better stamp.
    packets_.Add(time_.has_value()
                     ? Elapsed()
                     : std::max(packet->at - start_, absl::ZeroDuration()),
                 packet->text);
  }
  return any;
}

bool Watch::HandleEndReport() {
  if (report_.has_value()) return false;
  EndReport report;
  const ssize_t length =
      recv(process_.end.get(), &report, sizeof report, MSG_DONTWAIT);
  if (length < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (length < 0) {
    failure_ = absl::ErrnoToStatus(errno, "cannot learn how the run ended");
  } else if (length != sizeof report) {
    failure_ = absl::InternalError("lost the process that starts the run");
  } else if (report.exec_errno != 0) {
    failure_ = absl::ErrnoToStatus(
        report.exec_errno, report.of_driver ? "cannot start the driver"
                                            : "cannot execute the program");
  }
  report_ = report;
  return true;
}

void Watch::Freeze() {
  frozen_.emplace();
  frozen_->observation.out = out_.text();
  frozen_->observation.err = err_.text();
  frozen_->packets = packets_.all();
}

Outcome Watch::Result() {
  while (out_.Drain() && !out_.over_limit()) {
  }
  while (err_.Drain() && !err_.over_limit()) {
  }
  if (!frozen_.has_value()) {
    HandleTracePackets();
    Freeze();
  }
  const Usage last = containment_.usage();
  usage_.cpu_time = std::max(usage_.cpu_time, last.cpu_time);
  usage_.peak_memory_bytes = std::max(
      {usage_.peak_memory_bytes, usage_.memory_bytes, last.peak_memory_bytes});
  usage_.memory_limit_reached |= last.memory_limit_reached;
  usage_.process_limit_reached |= last.process_limit_reached;

  Outcome outcome = *std::move(frozen_);
  Observation& facts = outcome.observation;
  if (stopped_.has_value()) {
    facts.termination = *stopped_;
  } else if (out_.over_limit() || err_.over_limit()) {
    facts.termination = Killed{Limit::kOutput};
  } else if (WIFSIGNALED(report_->wait_status)) {
    facts.termination = FromSignal(WTERMSIG(report_->wait_status), usage_);
  } else {
    facts.termination = Exited{WEXITSTATUS(report_->wait_status)};
  }
  if (usage_.process_limit_reached) {
    facts.limits_reached.push_back(Limit::kProcesses);
  }
  facts.clock = clock_;
  facts.elapsed = *elapsed_;
  facts.cpu_time = usage_.cpu_time;
  facts.wall_time = end_ - start_;
  facts.run_queue_delay = WaitedForCore();
  facts.unaccounted_sleep = unaccounted_sleep_;
  facts.peak_memory_bytes = usage_.peak_memory_bytes;
  if (time_.has_value()) {
    facts.blocking_sleeps = time_->blocking_sleeps();
    if (!outcome.packets.empty()) {
      facts.computed = time_->computed() - computed_before_;
    }
  }
  return outcome;
}

}  // namespace grader::sandbox

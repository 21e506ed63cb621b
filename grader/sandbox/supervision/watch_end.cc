// What a Watch does at the end of a run: it learns of it, ends what is left,
// and puts the facts together.
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <thread>

#include "grader/execute/monotonic.h"
#include "grader/sandbox/supervision/run_end.h"
#include "grader/sandbox/supervision/watch.h"

namespace grader::sandbox {

bool Watch::HandleEndNotice() {
  if (end_notice_.has_value() && !dialogue_.has_value()) return false;
  EndNotice notice;
  const ssize_t length =
      recv(process_.end.get(), &notice, sizeof notice, MSG_DONTWAIT);
  if (length < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (length < 0) {
    failure_ = absl::ErrnoToStatus(errno, "cannot learn how the run ended");
  } else if (length != sizeof notice &&
             containment_.usage().memory_limit_reached) {
    // Where a run takes all memory, the kernel may end process 1 too.
    Stop(Killed{Limit::kMemory}, Elapsed(), "too much memory");
  } else if (length != sizeof notice) {
    failure_ = absl::InternalError("lost the process that starts the run");
  } else if (notice.exec_errno != 0) {
    failure_ = absl::ErrnoToStatus(
        notice.exec_errno, notice.of_driver ? "cannot start the driver"
                                            : "cannot execute the program");
  } else if (notice.of_driver) {
    const Termination end = EndOf(notice.wait_status, usage_, limits_.cpu);
    if (!TookWhatTheyShare(end)) HandleEndOfInteractor(end);
    return true;
  }
  if (dialogue_.has_value() && failure_.ok() && !over()) {
    if (!elapsed_.has_value()) elapsed_ = Now();
    while (intake_.DrainOut() && !intake_.output_over_limit()) {
    }
    // Once it has ended, limits are the interactor's.
    CheckLimits();
    if (!over()) CheckUsage();
    if (over()) return true;
    dialogue_->EndSubmission();
  }
  end_notice_ = notice;
  if (driver_is_left()) {
    ended_at_ = MonotonicNow();
    cpu_at_end_ = containment_.usage().cpu_time;
    waited_at_end_ = WaitedForCore();
  }
  return true;
}

void Watch::End() {
  if (!time_.has_value() || containment_.is_empty()) {
    containment_.kill_all();
  } else {
    // A traced process is its tracer's to bury before anybody else can see
    // that it is gone, and only this thread is the tracer.
    std::atomic<bool> gone = false;
    std::thread killer([this, &gone] {
      containment_.kill_all();
      gone = true;
    });
    while (!gone) {
      time_->Bury();
      absl::SleepFor(absl::Microseconds(100));
    }
    killer.join();
    time_->Bury();
  }
  end_ = MonotonicNow();
}

Outcome Watch::Result() {
  Outcome outcome =
      intake_.TakeAll([this](absl::Time sent) { return Stamp(sent); });
  const Usage last = containment_.usage();
  usage_.cpu_time = std::max(usage_.cpu_time, last.cpu_time);
  usage_.peak_memory_bytes = std::max(
      {usage_.peak_memory_bytes, usage_.memory_bytes, last.peak_memory_bytes});
  usage_.memory_limit_reached |= last.memory_limit_reached;
  usage_.process_limit_reached |= last.process_limit_reached;

  Observation& facts = outcome.observation;
  if (stopped_.has_value()) {
    facts.termination = *stopped_;
  } else if (intake_.output_over_limit()) {
    facts.termination = Killed{Limit::kOutput};
  } else {
    facts.termination = EndOf(end_notice_->wait_status, usage_, limits_.cpu);
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
  if (dialogue_.has_value()) facts.interaction = dialogue_->Result();
  if (time_.has_value()) {
    facts.blocking_sleeps = time_->blocking_sleeps();
    if (const Explanation* explanation = time_->explanation()) {
      facts.clock_decisions = explanation->lines();
    }
    if (!outcome.packets.empty()) {
      facts.computed = time_->computed() - computed_before_;
    }
  }
  return outcome;
}

}  // namespace grader::sandbox

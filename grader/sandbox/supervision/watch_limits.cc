// What a Watch does about limits: it looks for one that is reached, and stops
// the run there.
#include <variant>

#include "grader/execute/monotonic.h"
#include "grader/sandbox/kernel/shortage.h"
#include "grader/sandbox/supervision/watch.h"

namespace grader::sandbox {
namespace {

// Between two looks at what only polling shows.
constexpr absl::Duration kBetweenUsages = absl::Milliseconds(5);
// What a driver may compute, or where only real time is known take, after its
// submission has ended: it only has to read what is there.
constexpr absl::Duration kDriverPatience = absl::Seconds(1);

}  // namespace

void Watch::CheckLimits() {
  if (over()) return;
  const absl::Duration elapsed = Elapsed();
  const bool too_many =
      time_.has_value() &&
      time_->tasks() > static_cast<std::size_t>(limits_.processes);
  if (too_many) {
    Stop(Killed{Limit::kProcesses}, elapsed, "too many tasks");
  } else if (TookShortage()) {
    // It waits for more descriptors than can be watched.
    Stop(Killed{Limit::kOpenFiles}, elapsed, "too many descriptors");
  } else if (intake_.output_is_too_much() || intake_.trace_over_limit()) {
    Stop(Killed{Limit::kOutput}, elapsed, "too much output");
  } else if (driver_is_left()) {
    CheckDriver();
  } else if (InteractorSaysTooMuch()) {
    if (!end_notice_.has_value() && dialogue_->was_asked()) {
      Stop(Killed{Limit::kOutput}, elapsed, "it asks for too much output");
    } else {
      HandleEndOfInteractor(Killed{Limit::kOutput});
    }
  } else if (interactor_is_left() &&
             Now() - told_.value_or(elapsed) > dialogue_->patience()) {
    LosePatienceWithInteractor();
  } else if (time_.has_value() && time_->probing()) {
    if (time_->LivesBeyondLimit(Activity())) {
      Stop(Killed{Limit::kElapsed}, limits_.elapsed,
           "it goes on beyond the limit of elapsed time");
    }
  } else if (elapsed > limits_.elapsed) {
    Stop(Killed{Limit::kElapsed}, limits_.elapsed,
         "it has come to the limit of elapsed time");
  } else if (ReachedWallLimit()) {
    Stop(Killed{Limit::kWall}, elapsed,
         "it has come to the limit of real time");
  } else if (MonotonicNow() - last_usage_ > kBetweenUsages) {
    CheckUsage();
  }
}

// A submission that is to print on may ask on, too.
bool Watch::InteractorSaysTooMuch() const {
  if (!dialogue_.has_value() || !dialogue_->over_limit()) return false;
  return !process_.prints_on || end_notice_.has_value() ||
         !dialogue_->was_asked();
}

void Watch::CheckUsage() {
  last_usage_ = MonotonicNow();
  usage_ = containment_.usage();
  if (!time_.has_value()) delays_.Sample(process_.parent);
  if (usage_.memory_limit_reached ||
      usage_.memory_bytes > limits_.memory_bytes) {
    Stop(Killed{Limit::kMemory}, Elapsed(), "too much memory");
  } else if (usage_.cpu_time > limits_.cpu) {
    Stop(Killed{Limit::kCpu}, Elapsed(), "too much processor time");
  }
}

void Watch::CheckDriver() {
  if (MonotonicNow() - last_usage_ <= kBetweenUsages) return;
  last_usage_ = MonotonicNow();
  // Not in real time where it can be helped: how much of that goes by until the
  // driver has read is a matter of the machine.
  absl::Duration taken = containment_.usage().cpu_time - cpu_at_end_;
  if (!time_.has_value()) {
    delays_.Sample(process_.parent);
    taken = MonotonicNow() - ended_at_ - (WaitedForCore() - waited_at_end_);
  }
  driver_settled_ =
      taken > kDriverPatience || MonotonicNow() - ended_at_ > limits_.wall;
}

void Watch::Stop(Termination termination, absl::Duration elapsed,
                 absl::string_view why) {
  Explanation* const explanation =
      time_.has_value() ? time_->explanation() : nullptr;
  if (explanation != nullptr) explanation->Stop(why);
  // What is left may be of the submission's, too, and to use up what they share
  // is that one's doing: the interactor's part was added to it.
  const auto* const killed = std::get_if<Killed>(&termination);
  const bool shared = killed != nullptr && killed->limit != Limit::kElapsed &&
                      killed->limit != Limit::kWall;
  if (interactor_is_left() && !shared) {
    dialogue_->EndInteractor(termination);
    return;
  }
  stopped_ = termination;
  elapsed_ = elapsed;
}

absl::Duration Watch::WaitedForCore() const {
  return time_.has_value() ? time_->run_queue_delay() : delays_.total();
}

bool Watch::ReachedWallLimit() const {
  const absl::Duration wall = WallTime();
  return wall > limits_.wall && (wall - WaitedForCore() > limits_.wall ||
                                 wall > kMostWall * limits_.wall);
}

}  // namespace grader::sandbox

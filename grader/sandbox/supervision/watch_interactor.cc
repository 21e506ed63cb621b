// What the Watch does where an interactor runs beside the submission.
#include "absl/time/time.h"
#include "grader/sandbox/supervision/watch.h"

namespace grader::sandbox {

bool Watch::TalkOn() {
  if (intake_.out_fd() < 0) dialogue_->HearEndOfSubmission();
  bool any = dialogue_->Go();
  // The virtual clock tells when both are asleep, so that it does not depend on
  // the machine who is told of the other's end before its own.
  if (!time_.has_value()) any = dialogue_->PassOnEnds() || any;
  return any;
}

// What the submission has left behind may have kept the two from being asleep,
// and so the interactor from being told that it has ended.
void Watch::LosePatienceWithInteractor() {
  if (told_.has_value()) {
    HandleEndOfInteractor(Killed{Limit::kElapsed});
    return;
  }
  told_ = Now();
  dialogue_->PassOnEnds();
}

// Whether the interactor failed for what the submission has used up.
bool Watch::TookWhatTheyShare(const Termination& end) {
  if (end == Termination(Exited{kCheckerAccepts}) ||
      end == Termination(Exited{kCheckerRejects})) {
    return false;
  }
  usage_ = containment_.usage();
  if (usage_.memory_limit_reached) {
    Stop(Killed{Limit::kMemory}, Elapsed(), "too much memory");
  } else if (usage_.process_limit_reached) {
    Stop(Killed{Limit::kProcesses}, Elapsed(), "too many processes");
  }
  return stopped_.has_value();
}

// Whoever was rejected is not charged with what it does about that. Who had
// left before may be seen to have ended only after the interactor, which was
// told.
void Watch::HandleEndOfInteractor(const Termination& end) {
  while (intake_.DrainOut() && !intake_.output_over_limit()) {
  }
  dialogue_->EndInteractor(end);
  const bool goes_on =
      end == Termination(Exited{kCheckerAccepts}) ||
      (end == Termination(Exited{kCheckerRejects}) && dialogue_->told_of_end());
  if (!goes_on && !end_notice_.has_value()) {
    Stop(Exited{0}, Elapsed(), "the interactor has ended, and not accepted");
  }
}

}  // namespace grader::sandbox

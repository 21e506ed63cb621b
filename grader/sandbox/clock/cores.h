// The processors of the machine that a run's clock imagines: what ran when, if
// there were that many, for this run alone.
#ifndef GRADER_SANDBOX_CLOCK_CORES_H_
#define GRADER_SANDBOX_CLOCK_CORES_H_

#include <array>
#include <vector>

#include "absl/time/time.h"

namespace grader::sandbox {

// Two, whatever the real machine has: what a run may gain by computing side by
// side must not depend on where it is graded.
class Cores {
 public:
  static constexpr int kCount = 2;

  // Places `work` of one task, which could go on from `start`, where a core is
  // free from then on, in pieces if need be. Returns when it is done. What is
  // placed stays; times are the run's.
  absl::Duration Place(absl::Duration start, absl::Duration work);

  // Nothing will be placed before what has been placed so far.
  void Forget() { gaps_.clear(); }

 private:
  // A core had nothing to do.
  struct Gap {
    absl::Duration begin;
    absl::Duration end;
  };

  absl::Duration FillGaps(absl::Duration at, absl::Duration& work);
  void Tidy();

  std::vector<Gap> gaps_;                      // by their begin
  std::array<absl::Duration, kCount> free_{};  // of each core, for good
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_CLOCK_CORES_H_

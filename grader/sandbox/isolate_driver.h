// The second process of a run that has a driver. A launch starts it beside
// itself, a moment before it becomes the submission, and then shuts itself out
// of what is the driver's.
#ifndef GRADER_SANDBOX_ISOLATE_DRIVER_H_
#define GRADER_SANDBOX_ISOLATE_DRIVER_H_

#include <sys/types.h>

#include <optional>

#include "grader/sandbox/isolate.h"
#include "grader/sandbox/unique_fd.h"

namespace grader::sandbox {

class DriverStart {
 public:
  // Makes what connects the two processes, and what parts them as far as the
  // kernel's Landlock of `version` goes (0: not at all). Nothing and errno on
  // failure. To be called before anything is closed or limited.
  static std::optional<DriverStart> Prepare(int landlock_version);

  // The submission's descriptors above stderr: nothing at 3, the link at 4.
  bool TakeDescriptors() const;

  // Starts the driver as a sibling of the calling process, returns once it runs
  // its program, and shuts the calling process out. Returns 0 or an errno.
  int Start(Launch& launch);

 private:
  // What the new process is told; `failure` is its descriptor for an errno.
  struct Birth {
    const DriverStart& start;
    const Launch& launch;
    pid_t parent;
    int failure;
  };

  DriverStart() = default;
  // Its body, for clone(2); `argument` is a Birth. Never returns.
  static int BecomeDriver(void* argument);

  UniqueFd null_;
  UniqueFd link_;         // the submission's end
  UniqueFd driver_link_;  // the driver's
  // A pipe that brings the driver's errno, or ends with its exec.
  UniqueFd failure_;
  UniqueFd driver_failure_;
  UniqueFd fence_;  // see MakeFence; not set without Landlock
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATE_DRIVER_H_

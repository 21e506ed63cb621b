// The second process of a run that has a driver. A launch starts it beside
// itself, a moment before it becomes the submission, and then shuts itself out
// of what is the driver's.
#ifndef GRADER_SANDBOX_ISOLATION_DRIVER_START_H_
#define GRADER_SANDBOX_ISOLATION_DRIVER_START_H_

#include <sys/types.h>

#include <optional>
#include <vector>

#include "grader/sandbox/isolation/launch.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

class DriverStart {
 public:
  // Makes what connects the two processes, and what parts them as far as the
  // kernel's Landlock of `version` goes (0: not at all). Nothing and errno on
  // failure. To be called before anything is closed or limited.
  static std::optional<DriverStart> Prepare(int landlock_version);

  // The submission's descriptors above stderr: nothing in place of the trace,
  // and its end of the link.
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
  // The new process takes its descriptors: a driver's, or an interactor's.
  static bool TakeLinked(const DriverStart& start,
                         const LaunchDescriptors& fds);
  static bool TakeInteractive(const std::vector<int>& fds);

  UniqueFd null_;
  UniqueFd link_;         // the submission's end
  UniqueFd driver_link_;  // the driver's
  // A pipe that brings the driver's errno, or ends with its exec.
  UniqueFd failure_;
  UniqueFd driver_failure_;
  UniqueFd fence_;  // see MakeFence; not set without Landlock
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_DRIVER_START_H_

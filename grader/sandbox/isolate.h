// What a process does between its clone and its exec: it takes its
// descriptors, limits, uid and filters, reports that it is ready, waits to be
// let go, starts the driver if the run has one, and becomes the submission. It
// shares the memory of process 1 until then, so everything it needs is prepared
// beforehand.
#ifndef GRADER_SANDBOX_ISOLATE_H_
#define GRADER_SANDBOX_ISOLATE_H_

#include <sys/resource.h>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "grader/execute/command.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/isolate_landlock.h"
#include "grader/sandbox/policy.h"
#include "grader/sandbox/process.h"

namespace grader::sandbox {

// Programs have some of the descriptors below this one. Process 1 keeps all of
// them taken, so that whatever else it or a launch opens lies above.
inline constexpr int kRunDescriptors = 5;

// The descriptors of a new process, as process 1 holds them.
struct LaunchDescriptors {
  int input = -1;
  int out = -1;
  int err = -1;
  int trace = -1;   // of the driver
  int go = -1;      // a byte: exec
  int report = -1;  // a SOCK_SEQPACKET socket; see zygote_protocol.h
};

struct Launch {
  std::vector<char*> argv;         // ends with a null pointer
  std::vector<char*> driver;       // likewise; empty: none
  std::vector<char*> environment;  // likewise
  LaunchDescriptors fds;
  const std::vector<InputFile>* files = nullptr;

  // The working directory, open; the folders beside it that the process makes
  // for itself, as its own user.
  std::string directory;
  std::vector<std::string> own_folders;

  uid_t uid = 0;            // to become, in the current user namespace
  bool change_uid = false;  // false: it is ours already
  std::vector<std::pair<int, rlimit>> limits;
  LandlockRules landlock;
  // What to install on top of the filter of process 1; null: none.
  const FilterProgram* filter = nullptr;
  bool own_filter = false;  // `filter` must name the process: make another
  const FilterProgram* clock_filter = nullptr;  // null: the real clock
  Policy policy;

  EndReport exec;  // all but the status; set by the process when it failed
  pid_t driver_pid = -1;  // set by the process
};

// The limits of setrlimit(2) for a run. `others`: processes of the same uid
// that are not part of it; `cgroup`: processes are counted by a cgroup.
std::vector<std::pair<int, rlimit>> ResourceLimits(const Limits& limits,
                                                   int others, bool cgroup);

// The body of the new process; `launch` is a Launch. For clone(2).
int RunLaunch(void* launch);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATE_H_

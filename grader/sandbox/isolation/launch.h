// What a new process of a run is told before it becomes the submission.
#ifndef GRADER_SANDBOX_ISOLATION_LAUNCH_H_
#define GRADER_SANDBOX_ISOLATION_LAUNCH_H_

#include <sys/resource.h>
#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

#include "grader/execute/command.h"
#include "grader/sandbox/isolation/landlock.h"
#include "grader/sandbox/isolation/policy.h"
#include "grader/sandbox/isolation/process.h"

namespace grader::sandbox {

// The descriptors of a new process, as process 1 holds them.
struct LaunchDescriptors {
  int input = -1;
  int out = -1;
  int err = -1;
  int trace = -1;   // of the driver
  int go = -1;      // a byte: exec
  int notice = -1;  // a SOCK_SEQPACKET socket; see zygote_protocol.h
  int memory = -1;  // see Cgroup::memory_entrance
};

struct Launch {
  std::vector<char*> argv;         // ends with a null pointer
  std::vector<char*> driver;       // likewise; empty: none
  std::vector<char*> environment;  // likewise
  std::vector<char*> driver_environment;
  LaunchDescriptors fds;
  // The driver is an interactor, whose descriptors from 0 on these are; empty:
  // it is not.
  std::vector<int> interactor;
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

  EndNotice exec;  // all but the status; set by the process when it failed
  pid_t driver_pid = -1;  // set by the process
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_LAUNCH_H_

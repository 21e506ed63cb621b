// The two halves of the sandbox program meet here: isolation starts a Process
// and holds it before its exec; supervision lets it go, runs its clock, and
// watches it to its end.
#ifndef GRADER_SANDBOX_ISOLATION_PROCESS_H_
#define GRADER_SANDBOX_ISOLATION_PROCESS_H_

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>

#include "absl/time/time.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

// The first process of a run, held before its exec. A run with a driver starts
// that beside it then; everything else is their descendant, and nothing can
// leave the Containment.
struct Process {
  pid_t pid = -1;     // in the supervisor's pid namespace
  UniqueFd go;        // write one byte: the process goes on to its exec
  UniqueFd out;       // read end of its stdout
  UniqueFd err;       // read end of its stderr
  pid_t parent = -1;  // who started it and the driver; as above
  UniqueFd trace;     // our end of the driver's descriptor 3, a SOCK_SEQPACKET
                      // socket that stamps; not set without a driver
  std::string trace_target;  // what procfs calls the driver's end
  UniqueFd listener;  // its seccomp notifications; not set under a plain real
                      // clock
  // An EndNotice once the process itself has ended; with an interactor another
  // one, of that.
  UniqueFd end;

  bool prints_on = false;  // Command::prints_on

  // With an interactor only: write end of the process' stdin; the ends of the
  // interactor's stdin, stdout and stderr.
  UniqueFd input;
  UniqueFd interactor_in;
  UniqueFd interactor_out;
  UniqueFd interactor_err;
  // How long the interactor may go on after the process has ended, on the clock
  // of the run.
  absl::Duration interactor_patience;
  std::int64_t interactor_bytes = 0;  // of output
};

// What `end` delivers, as one packet.
struct EndNotice {
  int wait_status = 0;     // waitpid(2)
  int exec_errno = 0;      // the exec failed; the process never ran
  bool of_driver = false;  // it is the driver that failed, or has ended
};

// What the run used so far, over all its processes, dead ones included.
struct Usage {
  absl::Duration cpu_time;
  std::int64_t memory_bytes = 0;  // now
  std::int64_t peak_memory_bytes = 0;
  bool memory_limit_reached = false;  // by the kernel's own account
  bool process_limit_reached = false;
};

// What holds a run together: only isolation knows how.
struct Containment {
  // Ends every process of the run, however it tries to escape; returns when
  // the last one is gone.
  std::function<void()> kill_all;
  // Whether the last one is known to be gone.
  std::function<bool()> is_empty;
  std::function<Usage()> usage;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_PROCESS_H_

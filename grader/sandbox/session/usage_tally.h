// UsageTally: what a run used, as far as looks at its processes tell: for where
// no control group counts it.
#ifndef GRADER_SANDBOX_SESSION_USAGE_TALLY_H_
#define GRADER_SANDBOX_SESSION_USAGE_TALLY_H_

#include <sys/types.h>

#include <cstdint>
#include <map>

#include "absl/time/time.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/kernel/descendants.h"

namespace grader::sandbox {

class UsageTally {
 public:
  // What one look finds.
  struct Look {
    struct Process {
      ProcessUse use;
      std::int64_t page_tables = 0;  // bytes
    };
    absl::Duration children;  // of process 1, those it waited for
    std::map<pid_t, Process> processes;
  };

  UsageTally() = default;
  // `children_before` and `cpu_before_ns` are those of earlier runs;
  // `most_threads` may be there at a time.
  UsageTally(absl::Duration children_before, std::int64_t cpu_before_ns,
             int most_threads)
      : children_before_(children_before),
        cpu_before_ns_(cpu_before_ns),
        most_threads_(most_threads) {}

  void Add(const Look& look);
  // The last process has ended; all that ever ended had used `cpu_ns`, and the
  // largest of the run `peak_memory_bytes`.
  void AddEnd(std::int64_t cpu_ns, std::int64_t peak_memory_bytes);

  // By now; what is used at the moment is of the last thing that was added.
  const Usage& usage() const { return usage_; }

 private:
  absl::Duration children_before_;
  std::int64_t cpu_before_ns_ = 0;
  int most_threads_ = 0;
  std::map<pid_t, absl::Duration> by_process_;
  Usage usage_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_USAGE_TALLY_H_

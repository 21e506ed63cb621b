// Process 1 of the sandbox: sets up the namespaces that one submission lives
// in, starts a process in them for every run, reaps what is orphaned, and ends
// everything at a word from the supervisor. Without namespaces it does the
// same as a subreaper (prctl(2)).
#ifndef GRADER_SANDBOX_ISOLATION_ZYGOTE_H_
#define GRADER_SANDBOX_ISOLATION_ZYGOTE_H_

#include <sys/types.h>

#include <string>

#include "grader/sandbox/isolation/policy.h"

namespace grader::sandbox {

struct ZygoteSettings {
  bool namespaces = false;  // it is process 1 of fresh ones
  uid_t uid = 65534;        // that runs get, in its user namespace
  bool change_uid = false;  // false: it has that uid itself
  // Folder of a run's own files: kBox inside namespaces, else a folder of the
  // machine that belongs to `uid`.
  std::string box;
  int landlock = 0;     // version; 0: none
  Policy policy;        // of the filters that it is sent (Order::kFilters)
  bool cgroup = false;  // runs are counted and limited by one
};

// Serves orders until the supervisor is gone, then ends every process and
// returns. `orders` and `notices` are the sockets of zygote_protocol.h,
// `memory` is Cgroup::memory_entrance or -1; the descriptors below
// kRunDescriptors are taken.
void ServeAsZygote(const ZygoteSettings& settings, int orders, int notices,
                   int memory);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_ZYGOTE_H_

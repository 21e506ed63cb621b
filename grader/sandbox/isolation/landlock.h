// Landlock (landlock(7)): what the submission may touch, by path. Inside
// namespaces it repeats what the mounts say; without them it is what keeps the
// rest of the machine out of reach.
#ifndef GRADER_SANDBOX_ISOLATION_LANDLOCK_H_
#define GRADER_SANDBOX_ISOLATION_LANDLOCK_H_

#include <string>
#include <utility>
#include <vector>

#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {

enum class Access {
  kRead,     // and execute
  kDevice,   // read and write, nothing made or removed
  kPrivate,  // everything but devices
};

struct LandlockRules {
  int version = 0;  // of the kernel's interface; 0: do not use it
  // Paths that do not exist are left out.
  std::vector<std::pair<std::string, Access>> paths;
};

// The version of Landlock that the kernel offers; 0 if none.
int LandlockVersion();

// Since this version signals and abstract sockets can be confined too.
inline constexpr int kLandlockScopes = 6;

// Confines the calling thread, which must have no_new_privs. Returns 0, or -1
// and errno. Calls the kernel only.
int RestrictPaths(const LandlockRules& rules);

// A fence is a ruleset that forbids nothing a run needs. What counts is that a
// process that takes one on enters a new Landlock domain, inside the one it was
// in. The kernel lets a process trace another, or read its memory and its
// descriptors, only if that one is in the same domain or further inside
// (landlock(7), "Ptrace restrictions"); from kLandlockScopes on likewise for
// signals. So a submission that passes a fence right after it has started its
// driver can no longer reach the driver, while the driver and the supervisor
// still reach it. Returns a descriptor for PassFence; not set, with errno, on
// failure.
UniqueFd MakeFence(int version);
// Enters the domain; returns as RestrictPaths does.
int PassFence(const UniqueFd& fence);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_ISOLATION_LANDLOCK_H_

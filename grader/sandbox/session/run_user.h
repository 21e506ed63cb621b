// RunUser: who runs are, on this machine and inside their namespaces.
#ifndef GRADER_SANDBOX_SESSION_RUN_USER_H_
#define GRADER_SANDBOX_SESSION_RUN_USER_H_

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace grader::sandbox {

struct RunUser {
  uid_t outer = 0;      // as this machine knows it
  uid_t inner = 0;      // in the sandbox
  bool change = false;  // process 1 is somebody else, and becomes it
};

// A user that nobody else on this machine is, if we may become one, else
// ourselves; inside namespaces nobody.
RunUser ChooseRunUser(bool namespaces);

// Whether `uid` exists in a user namespace with the map `map`
// (user_namespaces(7)).
bool MapHasUser(absl::string_view map, std::uint64_t uid);

// The map, of users or of groups, for a user namespace in which `ours`, who are
// root or nobody else, make runs to be `user`.
std::string MapFor(const RunUser& user, unsigned ours);

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SESSION_RUN_USER_H_

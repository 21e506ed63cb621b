#include "grader/execute/descriptors.h"

#include <sys/resource.h>

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

// What a run of as many tasks as it may have takes, with room to spare.
constexpr rlim_t kLeast = 512;

}  // namespace

absl::Status AllowManyDescriptors() {
  rlimit files = {};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return absl::OkStatus();
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  if (files.rlim_max >= kLeast) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "this process may open ", files.rlim_max, " files, and needs ", kLeast,
      " to run and watch programs; raise the limit with `ulimit -Hn ", kLeast,
      "`, as root if need be, or start the grader where it is higher"));
}

}  // namespace grader

#include "grader/sandbox/kernel/system_failure.h"

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace grader::sandbox {

absl::Status SystemFailure(absl::string_view what) {
  return absl::UnavailableError(absl::StrCat(what, ": ", strerror(errno)));
}

}  // namespace grader::sandbox

#include "grader/cli/exit_code.h"

#include <cstdio>
#include <string>

#include "grader/judge/verdict_words.h"
#include "grader/report/sanitize.h"

namespace grader {

ExitCode ExitCodeFor(VerdictWord verdict) {
  switch (RulingOf(verdict)) {
    case Ruling::kAccepted:
      return kAllWell;
    case Ruling::kNone:
      return kGraderFailed;
    case Ruling::kRejected:
      return kNotAccepted;
  }
  return kGraderFailed;
}

ExitCode Fail(const absl::Status& status) {
  const std::string message = ForTerminal(status.message());
  std::fprintf(stderr, "grader: %s\n", message.c_str());
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kPermissionDenied:
      return kWrongUsage;
    default:
      return kGraderFailed;
  }
}

}  // namespace grader

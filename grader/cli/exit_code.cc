#include "grader/cli/exit_code.h"

#include <cstdio>
#include <string>

#include "grader/report/sanitize.h"

namespace grader {

ExitCode ExitCodeFor(VerdictWord verdict) {
  switch (verdict) {
    case VerdictWord::kAccepted:
      return kAllWell;
    case VerdictWord::kJudgeError:
      return kGraderFailed;
    case VerdictWord::kWrongAnswer:
    case VerdictWord::kTimeLimitExceeded:
    case VerdictWord::kMemoryLimitExceeded:
    case VerdictWord::kOutputLimitExceeded:
    case VerdictWord::kRunTimeError:
    case VerdictWord::kCompileError:
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

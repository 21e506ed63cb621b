#include "grader/execute/descriptors.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace grader {
namespace {

// In a process of its own: a hard limit is not raised again.
absl::StatusCode WithLimits(rlim_t soft, rlim_t hard, rlim_t soft_afterwards) {
  const pid_t child = fork();
  if (child == 0) {
    const rlimit files = {soft, hard};
    if (setrlimit(RLIMIT_NOFILE, &files) != 0) _exit(100);
    const absl::Status status = AllowManyDescriptors();
    rlimit now = {};
    getrlimit(RLIMIT_NOFILE, &now);
    _exit(now.rlim_cur == soft_afterwards ? static_cast<int>(status.code())
                                          : 101);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return static_cast<absl::StatusCode>(WEXITSTATUS(status));
}

TEST(DescriptorsTest, SoftLimitIsRaisedToTheHardOne) {
  EXPECT_EQ(WithLimits(10, 1000, 1000), absl::StatusCode::kOk);
}

TEST(DescriptorsTest, HardLimitThatIsTooLowIsAnError) {
  EXPECT_EQ(WithLimits(100, 100, 100), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace grader

// Process 1 that is gone in the middle of a run: the sandbox's failure, or the
// end of a run that has taken all memory.
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/sandbox/isolation/cgroup_places.h"
#include "grader/sandbox/kernel/descendants.h"
#include "grader/sandbox/kernel/small_files.h"
#include "grader/sandbox/kernel/unique_fd.h"
#include "grader/sandbox/session/isolation_test_fixture.h"

namespace grader::sandbox {
namespace {

using LostProcess1Test = IsolationTest;
INSTANTIATE_TEST_SUITE_P(Everything, LostProcess1Test,
                         ::testing::Values(Rung{"Everything", ""}), RungName);

// Whether the kernel has ended a process in the group of version 1 that the
// sandbox program `supervisor` has made.
bool KernelHasEndedOne(pid_t supervisor) {
  const CgroupPlaces places = FindCgroupPlaces();
  const auto mount = places.mounts.find("memory");
  const auto own = places.own.find("memory");
  if (mount == places.mounts.end() || own == places.own.end()) return false;
  for (const std::string& parent :
       {mount->second + own->second, mount->second}) {
    const std::string events = ReadSmallFile(
        absl::StrCat(parent, "/grader-", supervisor, "/memory.oom_control"));
    if (absl::StrContains(events, "oom_kill ") &&
        !absl::StrContains(events, "oom_kill 0")) {
      return true;
    }
  }
  return false;
}

// There process 1 lies outside of what counts memory: the kernel cannot have
// ended it for what a run took.
TEST_P(LostProcess1Test, WithCgroupVersion1ItIsNoMemoryLimit) {
  if (!HasLayer("cgroup:v1")) GTEST_SKIP() << "no cgroups of version 1";
  limits_.memory_bytes = 64 * kMiB;
  Command command = Shell("trap \"$1 200\" USR1; while :; do sleep 0.02; done");
  const Command program = Program("use_memory");
  command.argv.insert(command.argv.end(), {"sh", program.argv[0]});
  command.readable = program.readable;
  absl::StatusOr<Observation> seen = absl::UnknownError("not run yet");
  std::thread run([&] { seen = runner_.Run(command, limits_); });
  // The supervisor, its process 1, the shell, and mostly its sleep.
  std::vector<pid_t> all;
  while (all.size() < 4) all = Descendants(getpid());
  // It must not see that a limit was reached before process 1 is gone.
  kill(all[0], SIGSTOP);
  kill(all[2], SIGUSR1);
  while (!KernelHasEndedOne(all[0])) usleep(1000);
  const UniqueFd process(static_cast<int>(syscall(SYS_pidfd_open, all[1], 0)));
  kill(all[1], SIGKILL);
  pollfd ended = {process.get(), POLLIN, 0};
  poll(&ended, 1, -1);
  kill(all[0], SIGCONT);
  run.join();
  EXPECT_FALSE(seen.ok());
}

}  // namespace
}  // namespace grader::sandbox

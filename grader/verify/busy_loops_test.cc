#include "grader/verify/busy_loops.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grader/execute/monotonic.h"
#include "grader/problem/files.h"

namespace grader {
namespace {

// What /proc says of it: R, S, …; Z is one that nobody has waited for, and a
// space stands for one that is gone.
char StateOf(pid_t process) {
  const std::string stat =
      ReadFile("/proc/" + std::to_string(process) + "/stat").value_or("");
  const std::size_t name = stat.rfind(") ");
  return name == std::string::npos ? ' ' : stat[name + 2];
}

bool Ended(pid_t process) {
  return StateOf(process) == ' ' || StateOf(process) == 'Z';
}

// Waits until `holds`, but not for ever.
bool SoonHolds(const std::function<bool()>& holds) {
  const absl::Time patience = MonotonicNow() + absl::Seconds(60);
  while (!holds()) {
    if (MonotonicNow() > patience) return false;
    absl::SleepFor(absl::Milliseconds(1));
  }
  return true;
}

TEST(BusyLoopsTest, EachComputesInASessionOfItsOwn) {
  const BusyLoops loops(3);
  ASSERT_EQ(loops.processes().size(), 3u);
  for (const pid_t process : loops.processes()) {
    EXPECT_EQ(getsid(process), process);
    EXPECT_TRUE(SoonHolds([&] { return StateOf(process) == 'R'; }));
  }
}

TEST(BusyLoopsTest, EndWithTheirScope) {
  std::vector<pid_t> processes;
  {
    const BusyLoops loops(2);
    processes = loops.processes();
  }
  for (const pid_t process : processes) {
    EXPECT_EQ(kill(process, 0), -1);
    EXPECT_EQ(errno, ESRCH);
  }
}

TEST(BusyLoopsTest, EndWithTheProcessThatMadeThem) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t maker = fork();
  if (maker == 0) {
    const BusyLoops loops(1);
    const pid_t process = loops.processes().front();
    const ssize_t written = write(ends[1], &process, sizeof(process));
    _exit(written == sizeof(process) ? 0 : 1);  // runs no destructor
  }
  pid_t process = 0;
  ASSERT_EQ(read(ends[0], &process, sizeof(process)),
            static_cast<ssize_t>(sizeof(process)));
  ASSERT_EQ(waitpid(maker, nullptr, 0), maker);
  close(ends[0]);
  close(ends[1]);
  EXPECT_TRUE(SoonHolds([&] { return Ended(process); }));
}

}  // namespace
}  // namespace grader

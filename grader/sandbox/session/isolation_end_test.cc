// Everything ends: with its run, with its session, with its grader; and nothing
// is left.
#include <gtest/gtest.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/sandbox/isolation/cgroup_places.h"
#include "grader/sandbox/kernel/descendants.h"
#include "grader/sandbox/kernel/small_files.h"
#include "grader/sandbox/session/isolation_test_fixture.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

using IsolationEndTest = IsolationTest;
INSTANTIATE_TEST_SUITE_P(Rungs, IsolationEndTest, kRungs, RungName);

// Guarantee 4: everything ends.

TEST_P(IsolationEndTest, NoProcessOutlivesItsRun) {
  limits_.processes = 300;
  const Observation observation = Run(Program("sleepers", {"200"}));
  EXPECT_EQ(observation.out.head, "200\n");
  fs::path sleeper = folder_ + "/programs/sleepers";
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::error_code error;
    const fs::path program = fs::read_symlink(entry.path() / "exe", error);
    EXPECT_NE(program, sleeper) << entry.path();
  }
}

TEST_P(IsolationEndTest, SignalsReachNobodyElse) {
  const pid_t bystander = fork();
  if (bystander == 0) {
    sleep(100);
    _exit(0);
  }
  const Observation observation = Run(Program(
      "signal_others", {absl::StrCat(bystander), absl::StrCat(getpid())}));
  // kill(-1) may or may not spare its caller, where it reaches anybody.
  EXPECT_TRUE(observation.termination == kSuccess ||
              std::holds_alternative<Signaled>(observation.termination));
  EXPECT_EQ(kill(bystander, SIGKILL), 0);
  int status;
  waitpid(bystander, &status, 0);
  EXPECT_EQ(WTERMSIG(status), SIGKILL);
  EXPECT_EQ(Run(Shell("echo next")).out.head, "next\n");
}

// A failure of the sandbox is never a verdict.

TEST_P(IsolationEndTest, MissingProgramIsAStatus) {
  Command command = Shell("true");
  command.argv[0] = "/usr/bin/no-such-program";
  EXPECT_FALSE(runner_.Run(command, limits_).ok());
  EXPECT_EQ(Run(Shell("echo next")).out.head, "next\n");
}

TEST_P(IsolationEndTest, SandboxThatDiesIsReplaced) {
  EXPECT_EQ(Run(Shell("echo one")).out.head, "one\n");
  for (const pid_t pid : Descendants(getpid())) kill(pid, SIGKILL);
  EXPECT_FALSE(runner_.Run(Shell("true"), limits_).ok());
  EXPECT_EQ(Run(Shell("echo next")).out.head, "next\n");
}

TEST_P(IsolationEndTest, RunsShareAProcessOne) {
  Run(Shell("true"));
  const std::vector<pid_t> first = Descendants(getpid());
  Run(Shell("true"));
  Run(Program("use_memory", {"10"}));
  EXPECT_EQ(Descendants(getpid()), first);
}

TEST_P(IsolationEndTest, SessionEndsWithTheRunThatMayBeTheLast) {
  Run(Shell("true"));
  const std::vector<pid_t> first = Descendants(getpid());
  ASSERT_EQ(first.size(), 2u);  // the supervisor and its process 1
  const UniqueFd process(
      static_cast<int>(syscall(SYS_pidfd_open, first[1], 0)));
  runner_.ExpectLast();
  EXPECT_EQ(Run(Program("use_memory", {"10"})).termination, kSuccess);
  pollfd ended = {process.get(), POLLIN, 0};
  EXPECT_EQ(poll(&ended, 1, 60'000), 1) << "process 1 waits for another run";
  EXPECT_EQ(Run(Program("use_memory", {"10"})).termination, kSuccess);
  EXPECT_EQ(Run(Shell("echo next")).out.head, "next\n");
}

TEST_P(IsolationEndTest, ProcessOneThatDiesIsReplaced) {
  EXPECT_EQ(Run(Shell("echo one")).out.head, "one\n");
  const std::vector<pid_t> all = Descendants(getpid());
  ASSERT_EQ(all.size(), 2u);  // the supervisor and its process 1
  const UniqueFd process(static_cast<int>(syscall(SYS_pidfd_open, all[1], 0)));
  kill(all[1], SIGKILL);
  pollfd ended = {process.get(), POLLIN, 0};
  ASSERT_EQ(poll(&ended, 1, -1), 1);
  EXPECT_EQ(Run(Shell("echo next")).out.head, "next\n");
}

TEST_P(IsolationEndTest, EverythingEndsWithTheGrader) {
  // A grader of its own, which is killed in the middle of a run.
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t grader = fork();
  if (grader == 0) {
    SandboxRunner runner(std::string(GRADER_BINARY_DIR) + "/grader-sandbox");
    runner.Run(Shell("true"), limits_).IgnoreError();
    if (write(ready[1], "x", 1) != 1) _exit(1);
    runner.Run(Program("sleepers", {"5"}), limits_).IgnoreError();
    runner.Run(Shell("exec sleep 50"), limits_).IgnoreError();
    _exit(0);
  }
  char byte;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  std::vector<pid_t> all;
  while (all.size() < 3 && waitpid(grader, nullptr, WNOHANG) == 0) {
    all = Descendants(grader);
  }
  kill(grader, SIGKILL);
  waitpid(grader, nullptr, 0);
  for (const pid_t pid : all) {
    // Gone, or a zombie that nobody reaps; the test's own limit ends a hang.
    while (true) {
      const std::string stat =
          ReadSmallFile(absl::StrCat("/proc/", pid, "/stat"));
      const std::size_t name = stat.rfind(')');
      if (name == std::string::npos || stat[name + 2] == 'Z') break;
    }
  }
  close(ready[0]);
  close(ready[1]);
}

// Processes of this machine that have `mark` in the environment they started
// with, or run a program below `folder`.
int CountMarked(const std::string& mark, const std::string& folder) {
  int count = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    const std::string stat = ReadSmallFile(entry.path() / "stat");
    const std::size_t name = stat.rfind(')');
    if (name == std::string::npos || stat[name + 2] == 'Z') continue;
    const fs::path program = fs::read_symlink(entry.path() / "exe", error);
    if (absl::StartsWith(program.native(), folder) ||
        absl::StrContains(ReadSmallFile(entry.path() / "environ"), mark)) {
      ++count;
    }
  }
  return count;
}

bool GroupExists(pid_t pid) {
  const CgroupPlaces places = FindCgroupPlaces();
  for (const auto& [controller, mount] : places.mounts) {
    const std::string group = absl::StrCat("/grader-", pid);
    const auto own = places.own.find(controller);
    if (fs::exists(mount + group) ||
        (own != places.own.end() && fs::exists(mount + own->second + group))) {
      return true;
    }
  }
  return false;
}

TEST_P(IsolationEndTest, EverythingEndsWithAGraderThatIsStoppedAtAnyInstant) {
  Command commands[] = {
      WithDriver(Program("answer"), {"2"}), Program("sleepers", {"5"}),
      Shell("i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done; sleep 1 & wait"),
      Shell("(:) & exec sleep 5")};
  constexpr int kSignals[] = {SIGKILL, SIGTERM, SIGINT, SIGHUP};
  std::mt19937 random(20);  // NOLINT: the same instants each time
  for (int i = 0; i < 12; ++i) {
    const std::string mark = absl::StrCat("STOPPED_GRADER=", getpid(), ".", i);
    const pid_t grader = fork();
    if (grader == 0) {
      putenv(const_cast<char*>(mark.c_str()));
      // A shell's "&" and nohup(1) have some of them ignored.
      for (const int number : kSignals) signal(number, SIG_DFL);
      SandboxRunner runner(std::string(GRADER_BINARY_DIR) + "/grader-sandbox");
      for (int j = 0;; ++j) {
        Command command = commands[(i + j) % 4];
        command.clock = j % 8 < 6 ? ClockKind::kVirtual : ClockKind::kReal;
        if (j % 3 == 2) runner.StartSession();
        runner.Run(command, limits_).IgnoreError();
      }
    }
    usleep(std::uniform_int_distribution<useconds_t>(0, 200'000)(random));
    const std::vector<pid_t> started = Descendants(grader);
    kill(grader, kSignals[i % 4]);
    waitpid(grader, nullptr, 0);
    // The test's own limit ends a hang.
    while (CountMarked(mark, folder_) > 0) usleep(10'000);
    // What could not be removed at once is removed by the next start.
    SandboxRunner next(std::string(GRADER_BINARY_DIR) + "/grader-sandbox");
    EXPECT_TRUE(next.Run(Shell("true"), limits_).ok());
    for (const pid_t pid : started) EXPECT_FALSE(GroupExists(pid)) << pid;
  }
}

// Forks a child into a user namespace where no more namespaces can be had.
pid_t ForkWithoutNamespaces() {
  const uid_t uid = geteuid();
  const gid_t gid = getegid();
  const pid_t child = fork();
  if (child != 0) return child;
  const bool forbidden =
      unshare(CLONE_NEWUSER) == 0 &&
      WriteSmallFile("/proc/self/setgroups", "deny").ok() &&
      WriteSmallFile("/proc/self/uid_map", absl::StrCat(uid, " ", uid, " 1"))
          .ok() &&
      WriteSmallFile("/proc/self/gid_map", absl::StrCat(gid, " ", gid, " 1"))
          .ok() &&
      WriteSmallFile("/proc/sys/user/max_user_namespaces", "0").ok();
  if (!forbidden) _exit(77);
  return 0;
}

TEST_P(IsolationEndTest, WhereNamespacesAreForbiddenTheRestHolds) {
  const pid_t child = ForkWithoutNamespaces();
  if (child == 0) {
    const absl::StatusOr<Observation> observation = runner_.Run(
        Shell("cat /etc/passwd; echo x > /usr/y; echo > z && ls"), limits_);
    if (!observation.ok()) {
      std::cerr << observation.status() << "\n";
      _exit(1);
    }
    const auto& layers = observation->isolation;
    const bool named =
        absl::StrContains(absl::StrJoin(layers, " "), "namespaces");
    std::cerr << absl::StrJoin(layers, " ") << "\n" << observation->err.head;
    _exit(!named && observation->out.head == "z\n" ? 0 : 2);
  }
  int status;
  waitpid(child, &status, 0);
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "no user namespace to try in";
  if (Without("landlock")) return;  // nothing hides /etc/passwd
  EXPECT_EQ(status, 0);
}

TEST_P(IsolationEndTest, RequiredIsolationIsThereOrTheRunIsRefused) {
  const auto layers = Run(Shell("true")).isolation;
  const std::string all = absl::StrJoin(layers, " ");
  bool full = true;
  for (const char* layer : {"namespaces", "cgroup", "seccomp", "landlock"}) {
    full = full && absl::StrContains(all, layer);
  }
  const std::string before = runner_.Identity();
  runner_.RequireIsolation();
  EXPECT_NE(runner_.Identity(), before);  // what was kept is not found
  const std::unique_ptr<Runner> another = runner_.Another();
  for (Runner* const runner : {static_cast<Runner*>(&runner_), another.get()}) {
    const auto observation = runner->Run(Shell("true"), limits_);
    EXPECT_EQ(observation.ok(), full) << all << observation.status();
    if (!full) {
      EXPECT_TRUE(absl::IsFailedPrecondition(observation.status()));
    }
  }
}

TEST_P(IsolationEndTest, SessionThatGetsNoNamespacesRefusesWhatNeedsThem) {
  const pid_t child = ForkWithoutNamespaces();
  if (child == 0) {
    runner_.RequireIsolation();
    const auto status = runner_.Run(Shell("true"), limits_).status();
    const bool refused = absl::IsFailedPrecondition(status) &&
                         absl::StrContains(status.message(), "namespaces");
    std::cerr << status << "\n";
    _exit(refused ? 0 : 2);
  }
  int status;
  waitpid(child, &status, 0);
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "no user namespace to try in";
  EXPECT_EQ(status, 0);
}

TEST(SandboxRunnerTest, ProgramThatIsNoSandboxIsToldOfAtOnce) {
  const std::string text = "/tmp/sandbox-runner-test-" + absl::StrCat(getpid());
  std::ofstream(text) << "no program\n";
  chmod(text.c_str(), 0755);
  for (const std::string& program :
       {std::string("/bin/true"), std::string("/bin/cat"),
        std::string("/bin/sleep"), std::string("/no/such/program"), text}) {
    SandboxRunner runner(program);
    runner.StartSession();
    Command command;
    command.argv = {"/bin/true"};
    const auto observation = runner.Run(command, Limits());
    EXPECT_FALSE(observation.ok());
    EXPECT_TRUE(absl::StrContains(observation.status().message(), program))
        << observation.status();
  }
  fs::remove(text);
}

// The session before has ended by then, and nobody has taken notice of it.
TEST_P(IsolationEndTest, ForkBombInASecondSessionIsBuried) {
  limits_.processes = 40;
  Command bomb = Program("fork_bomb");
  bomb.clock = ClockKind::kVirtual;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Run(Shell("echo first")).out.head, "first\n");
    runner_.StartSession();
    EXPECT_TRUE(Reached(Run(bomb), Limit::kProcesses));
  }
}

struct Remains {
  int descriptors = 0;
  int processes = 0;
  int mounts = 0;
  int groups = 0;
  int folders = 0;
  bool operator==(const Remains&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Remains& remains) {
  return out << remains.descriptors << " descriptors, " << remains.processes
             << " processes, " << remains.mounts << " mounts, "
             << remains.groups << " groups, " << remains.folders << " folders";
}

int CountDescriptors(pid_t pid) {
  std::error_code error;
  const fs::directory_iterator begin(absl::StrCat("/proc/", pid, "/fd"), error);
  return error ? 0 : static_cast<int>(std::distance(begin, {}));
}

Remains CountRemains() {
  Remains remains;
  remains.descriptors = CountDescriptors(getpid());
  for (const pid_t pid : Descendants(getpid())) {
    ++remains.processes;
    remains.descriptors += CountDescriptors(pid);
    const std::string mounts =
        ReadSmallFile(absl::StrCat("/proc/", pid, "/mountinfo"));
    remains.mounts +=
        static_cast<int>(std::count(mounts.begin(), mounts.end(), '\n'));
  }
  // Other graders of this machine make groups beside ours.
  const CgroupPlaces places = FindCgroupPlaces();
  for (const auto& [controller, mount] : places.mounts) {
    const auto own = places.own.find(controller);
    if (own == places.own.end()) continue;
    for (const pid_t pid : Descendants(getpid())) {
      const std::string group = absl::StrCat("/grader-", pid);
      remains.groups += fs::exists(mount + own->second + group) ? 1 : 0;
    }
  }
  std::error_code error;
  const fs::path temporary = fs::temp_directory_path(error);
  for (const auto& entry : fs::directory_iterator(temporary, error)) {
    const std::string name = entry.path().filename();
    remains.folders += absl::StartsWith(name, "grader-workspace-") ? 1 : 0;
  }
  return remains;
}

// What is taken away after a reply is on its way may take a moment.
Remains SettledRemains() {
  Remains now = CountRemains();
  Remains before;
  do {
    before = now;
    usleep(50'000);
    now = CountRemains();
  } while (!(now == before));
  return now;
}

TEST_P(IsolationEndTest, FiveHundredRunsLeaveNothingBehind) {
  const auto run = [this](int i) {
    switch (i % 5) {
      case 0:
        return Run(Shell("(setsid sleep 100 &) ; echo x > file"));
      case 1:
        return Run(Program("leave_files"));
      case 2:
        return Run(WithDriver(Program("answer"), {"1"}));
      case 3: {
        Command build = Shell("echo x > file");
        build.directory = folder_ + "/build";
        return Run(build);
      }
    }
    return Run(Shell("kill -9 $$"));
  };
  fs::create_directory(folder_ + "/build");
  // Other graders of this machine have folders in /tmp.
  fs::create_directory(folder_ + "/temporary");
  setenv("TMPDIR", (folder_ + "/temporary").c_str(), 1);
  for (int i = 0; i < 10; ++i) run(i);
  runner_.StartSession();  // from then on another one is held in waiting
  run(0);
  Run(Shell("true"));  // it is there before this one starts
  const Remains before = SettledRemains();
  for (int i = 0; i < 500; ++i) {
    if (i % 50 == 0) runner_.StartSession();
    run(i);
  }
  Run(Shell("true"));  // what the last one left is gone before this one starts
  EXPECT_EQ(SettledRemains(), before);
  unsetenv("TMPDIR");
}

TEST_P(IsolationEndTest, FreshSessionStartsAnew) {
  if (Without("namespaces")) GTEST_SKIP() << "no pid namespace to tell it by";
  const std::string first = Run(Shell("echo $$")).out.head;
  for (int i = 0; i < 5; ++i) {
    runner_.StartSession();
    EXPECT_EQ(Run(Shell("echo $$")).out.head, first);
  }
}

}  // namespace
}  // namespace grader::sandbox

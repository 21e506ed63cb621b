// The clock inside the real sandbox: through a SandboxRunner, on each rung of
// the ladder of layers, with runs one after the other in the same session.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/execute/sandbox_runner.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

class ClockIsolationTest : public testing::TestWithParam<const char*> {
 protected:
  ClockIsolationTest() {
    setenv("GRADER_SANDBOX_WITHOUT", GetParam(), 1);
    folder_ = testing::TempDir() + "clock-isolation-XXXXXX";
    mkdtemp(folder_.data());
    // Runs may have another user than we have.
    chmod(folder_.c_str(), 0755);
  }
  ~ClockIsolationTest() override { fs::remove_all(folder_); }

  Observation Run(const std::string& name) {
    Command command;
    command.argv = {Copy("clock", name)};
    // Its part is to sleep until the program has ended.
    command.driver = {Copy("isolation", "driver"), "1"};
    command.readable = {folder_};
    command.clock = ClockKind::kVirtual;
    const absl::StatusOr<Observation> observation =
        runner_.Run(command, Limits());
    EXPECT_TRUE(observation.ok()) << observation.status();
    return observation.ok() ? *observation : Observation();
  }

  std::string Copy(const std::string& kind, const std::string& name) const {
    const std::string copy = absl::StrCat(folder_, "/", name);
    fs::copy_file(
        absl::StrCat(GRADER_BINARY_DIR, "/testcases/", kind, "/", name), copy,
        fs::copy_options::skip_existing);
    return copy;
  }

  std::string folder_;
  SandboxRunner runner_{std::string(GRADER_BINARY_DIR) + "/grader-sandbox"};
};

TEST_P(ClockIsolationTest, TimeIsVirtualInTreesOfProcesses) {
  for (const char* name :
       {"nanosleep", "asio_pool", "cond_var_notified", "timer_create",
        "timer_create_thread", "alarm_ends_sleep", "sleep_in_child",
        "sleep_in_daemon", "stopped_child", "pipe_between_sleepers",
        "two_loops_on_one_epoll", "fork_in_thread", "exec_in_thread"}) {
    SCOPED_TRACE(name);
    const Observation facts = Run(name);
    EXPECT_EQ(facts.termination, Termination(Exited{0})) << facts.err.head;
    const double ideal = name == std::string("alarm_ends_sleep") ? 1000 : 100;
    // Starting the program is computing, and takes what it takes. A sleep that
    // is counted twice is too long by itself.
    const double elapsed = absl::ToDoubleMilliseconds(facts.elapsed);
    EXPECT_GE(elapsed, ideal);
    EXPECT_LT(elapsed, 2 * ideal);
    EXPECT_EQ(facts.unaccounted_sleep, absl::ZeroDuration());
  }
}

TEST_P(ClockIsolationTest, DeadlockIsNamed) {
  for (const char* name : {"two_mutexes", "asio_deadlock"}) {
    EXPECT_EQ(Run(name).termination, Termination(Deadlocked{})) << name;
  }
}

TEST_P(ClockIsolationTest, LimitIsVirtual) {
  const Observation facts = Run("sleep_for_an_hour");
  EXPECT_EQ(facts.termination, Termination(Killed{Limit::kElapsed}));
  EXPECT_EQ(facts.elapsed, Limits().elapsed);
}

INSTANTIATE_TEST_SUITE_P(All, ClockIsolationTest,
                         testing::Values("", "cgroup", "landlock", "namespaces",
                                         "namespaces,cgroup"));

}  // namespace
}  // namespace grader::sandbox

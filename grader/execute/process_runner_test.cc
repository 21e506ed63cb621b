#include "grader/execute/process_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class ProcessRunnerTest : public ::testing::Test {
 protected:
  Observation Shell(const std::string& script) {
    command_.argv = {"/bin/sh", "-c", script};
    const auto observation = ProcessRunner().Run(command_, limits_);
    EXPECT_TRUE(observation.ok()) << observation.status();
    return observation.ok() ? *observation : Observation();
  }

  Command command_;
  Limits limits_;
};

TEST_F(ProcessRunnerTest, OutputAndStatusAreObserved) {
  command_.input = "hello\n";
  const Observation seen = Shell("cat; echo oops >&2; exit 7");
  EXPECT_EQ(seen.termination, Termination(Exited{7}));
  EXPECT_EQ(seen.out.Joined(), "hello\n");
  EXPECT_EQ(seen.err.Joined(), "oops\n");
}

TEST_F(ProcessRunnerTest, SignalIsObserved) {
  EXPECT_EQ(Shell("kill -SEGV $$").termination, Termination(Signaled{SIGSEGV}));
}

TEST_F(ProcessRunnerTest, EnvironmentIsWhatTheCommandSays) {
  command_.environment = {{"GIVEN", "yes"}};
  setenv("GRADER_SECRET", "no", 1);
  EXPECT_EQ(Shell("echo $GIVEN$GRADER_SECRET").out.Joined(), "yes\n");
}

TEST_F(ProcessRunnerTest, FilesGoInAndComeBack) {
  command_.files = {{"in.txt", "data"}};
  command_.collect = {"out.txt", "missing", "link"};
  const Observation seen = Shell("cp in.txt out.txt; ln -s /etc/passwd link");
  EXPECT_THAT(seen.files, ElementsAre(Pair("out.txt", "data")));
}

TEST_F(ProcessRunnerTest, SleepReachesTheElapsedLimit) {
  limits_.elapsed = absl::Milliseconds(50);
  EXPECT_EQ(Shell("sleep 1000").termination,
            Termination(Killed{Limit::kElapsed}));
}

TEST_F(ProcessRunnerTest, SpinReachesTheCpuLimit) {
  limits_.cpu = absl::Milliseconds(50);
  EXPECT_EQ(Shell("while :; do :; done").termination,
            Termination(Killed{Limit::kCpu}));
}

TEST_F(ProcessRunnerTest, FloodReachesTheOutputLimit) {
  limits_.output_bytes = 1000;
  const Observation seen = Shell("yes");
  EXPECT_EQ(seen.termination, Termination(Killed{Limit::kOutput}));
  EXPECT_EQ(seen.out.head.size(), 1000u);
}

TEST_F(ProcessRunnerTest, OutputJustUnderTheLimitIsWhole) {
  limits_.output_bytes = 1000;
  const Observation seen = Shell("head -c 1000 /dev/zero");
  EXPECT_EQ(seen.termination, Termination(Exited{0}));
  EXPECT_EQ(seen.out.Joined().size(), 1000u);
}

TEST_F(ProcessRunnerTest, ChildrenInTheGroupAreGoneAfterwards) {
  const Observation seen = Shell("sleep 1000 & echo $!");
  const pid_t left = std::stoi(seen.out.Joined());
  ASSERT_GT(left, 1);
  // Somebody else's to reap: until then it is a zombie, which ends at once.
  while (kill(left, 0) == 0) usleep(1000);
}

TEST_F(ProcessRunnerTest, MissingProgramIsTheGradersFailure) {
  command_.argv = {"/no/such/program"};
  const auto observation = ProcessRunner().Run(command_, limits_);
  EXPECT_EQ(observation.status().code(), absl::StatusCode::kInternal);
}

TEST_F(ProcessRunnerTest, TraceIsStampedAndItsKeyChecked) {
  command_.traced = true;
  // Python's socket stands in for a driver.
  command_.argv = {"/usr/bin/python3", "-c",
                   "import socket\n"
                   "s = socket.socket(fileno=3)\n"
                   "key = s.recv(32).decode()\n"
                   "for event in ('begin work 1', 'end work 1', 'done'):\n"
                   "  s.send(f'{key} {event}'.encode())\n"};
  const auto seen = ProcessRunner().Run(command_, limits_);
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_EQ(seen->trace.violation, std::nullopt);
  EXPECT_TRUE(seen->trace.done);
  ASSERT_EQ(seen->trace.spans.size(), 1u);
  EXPECT_EQ(seen->trace.spans[0].name, "work");
}

TEST_F(ProcessRunnerTest, ForgedEndMarkIsAViolation) {
  command_.traced = true;
  const Observation seen = Shell("echo 0123456789abcdef done >&3");
  EXPECT_FALSE(seen.trace.done);
  EXPECT_TRUE(seen.trace.violation.has_value());
}

}  // namespace
}  // namespace grader

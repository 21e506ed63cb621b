// What a submission sees and reaches, and what comes back from it: from end to
// end, through a SandboxRunner and the program grader-sandbox.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/sandbox/session/isolation_test_fixture.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

INSTANTIATE_TEST_SUITE_P(Rungs, IsolationTest, kRungs, RungName);

TEST_P(IsolationTest, NamesTheLayersThatAreActive) {
  const std::vector<std::string> layers = Run(Shell("true")).isolation;
  EXPECT_THAT(layers, Contains("seccomp"));
  EXPECT_THAT(layers, Contains("rlimits"));
  const bool namespaces =
      std::count(layers.begin(), layers.end(),
                 "namespaces:user,pid,mount,net,ipc,uts") == 1;
  EXPECT_EQ(namespaces, !Without("namespaces"));
  if (Without("landlock")) {
    EXPECT_THAT(layers, Not(Contains("landlock")));
  }
  if (Without("cgroup")) {
    EXPECT_THAT(layers, Not(Contains(HasSubstr("cgroup"))));
  }
}

// Guarantee 1: what it sees.

TEST_P(IsolationTest, HasOnlyItsOwnDescriptors) {
  EXPECT_EQ(Run(Program("descriptors")).out.head, "0 1 2 ");
}

TEST_P(IsolationTest, HasOnlyTheEnvironmentItWasGiven) {
  setenv("GRADER_TEST_SECRET", "secret", 1);
  Command command = Program("environment");
  command.environment = {{"HOME", "/y"}, {"ONE", "1"}, {"TMPDIR", "/x"}};
  EXPECT_EQ(Run(command).out.head, "HOME=/y\nONE=1\nTMPDIR=/x\n");
}

TEST_P(IsolationTest, HasAHomeAndATemporaryFolderThatItMayWriteTo) {
  const Observation seen =
      Run(Shell("cd && pwd && echo one >file && mkdir -p .cache/two && "
                "file=$(mktemp) && echo three >\"$file\" && "
                "case $file in \"$TMPDIR\"/*) echo well;; esac"));
  EXPECT_THAT(seen.out.head, EndsWith("/work\nwell\n")) << seen.err.head;
}

TEST_P(IsolationTest, OpensItsOwnStreamsByTheirNames) {
  Command command = Shell(
      "cat /dev/stdin >/dev/stdout && echo err >/dev/stderr && "
      "echo fd >/dev/fd/1");
  command.input = "in\n";
  const Observation seen = Run(command);
  EXPECT_EQ(seen.out.head, "in\nfd\n");
  EXPECT_EQ(seen.err.head, "err\n");
}

TEST_P(IsolationTest, TakesNothingOutOfItsOutputAgain) {
  const Observation seen =
      Run(Shell("echo answer; (read line </dev/stdout) 2>/dev/null && "
                "echo taken; true"));
  EXPECT_EQ(seen.out.head, "answer\n");
}

TEST_P(IsolationTest, IgnoresNoSignalThatTheGraderIgnores) {
  // As nohup(1) does, and a shell for what it starts with "&".
  for (const int number : {SIGHUP, SIGINT, SIGQUIT}) signal(number, SIG_IGN);
  const Observation seen =
      Run(Shell("for name in HUP INT QUIT PIPE; do "
                "sh -c 'kill -'$name' $$' || echo died; done"));
  for (const int number : {SIGHUP, SIGINT, SIGQUIT}) signal(number, SIG_DFL);
  EXPECT_EQ(seen.out.head, "died\ndied\ndied\ndied\n");
}

TEST_P(IsolationTest, ReadsNothingBesideTheToolchainAndItsOwn) {
  const std::string secret = folder_ + "/secret";
  std::ofstream(secret) << "expected output";
  if (Without("landlock") && Without("namespaces")) GTEST_SKIP() << "no layer";
  const Observation observation = Run(Program(
      "read_files", {secret, "/etc/shadow", "/etc/passwd-", "/etc/hostname",
                     GRADER_SOURCE_DIR "/CMakeLists.txt", "/proc/1/environ",
                     "/proc/1/mem", absl::StrCat("/proc/", getpid(), "/maps"),
                     folder_ + "/programs/read_files", "/usr/bin/env"}));
  EXPECT_EQ(observation.out.head,
            folder_ + "/programs/read_files\n/usr/bin/env\n");
}

TEST_P(IsolationTest, BuildReadsNothingBesideTheToolchainAndItsOwn) {
  const std::string secret = folder_ + "/secret.h";
  std::ofstream(secret) << "int secret;\n";
  fs::create_directory(folder_ + "/build");
  Command build;
  build.argv = {"/usr/bin/g++", "-c", "x.cc", "-o", "x.o"};
  build.environment = {{"PATH", "/usr/bin:/bin"}, {"LANG", "C.UTF-8"}};
  build.directory = folder_ + "/build";
  limits_ = BuildLimits();
  build.files = {{"x.cc", "#include \"" + secret + "\"\n"}};
  EXPECT_THAT(Run(build).err.head, HasSubstr("secret.h: "));
  build.files = {{"x.cc", "#include <vector>\nint main() {}\n"}};
  const Observation good = Run(build);
  EXPECT_EQ(good.termination, kSuccess) << good.err.head;
  EXPECT_TRUE(fs::exists(folder_ + "/build/x.o"));
}

TEST_P(IsolationTest, InputIsReadToItsEnd) {
  Command command = Shell("wc -c; head -c 5 /dev/null");
  command.input = std::string(3'000'000, 'x');
  EXPECT_EQ(Run(command).out.head, "3000000\n");
}

TEST_P(IsolationTest, FindsItsFilesInTheWorkingDirectory) {
  Command command = Shell("cat a/b/c.txt d; ls");
  command.files = {{"a/b/c.txt", "one"}, {"d", std::string("\0two", 4)}};
  EXPECT_EQ(Run(command).out.head, std::string("one\0twoa\nd\n", 11));
}

TEST_P(IsolationTest, FileNameThatLeavesTheFolderIsRefused) {
  Command command = Shell("true");
  command.files = {{"../escaped", "x"}};
  EXPECT_FALSE(runner_.Run(command, limits_).ok());
  EXPECT_EQ(Run(Shell("echo next")).out.head, "next\n");
}

// Guarantee 2: what it can reach, and what it leaves.

TEST_P(IsolationTest, ReachesNoSocketOfTheMachine) {
  const int loopback = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in internet = {};
  internet.sin_family = AF_INET;
  internet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof internet;
  ASSERT_EQ(bind(loopback, reinterpret_cast<sockaddr*>(&internet), size), 0);
  listen(loopback, 5);
  getsockname(loopback, reinterpret_cast<sockaddr*>(&internet), &size);
  const std::string name = absl::StrCat("isolation-test-", getpid());
  const auto bind_local = [](const std::string& path) {
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un local = {};
    local.sun_family = AF_UNIX;
    path.copy(local.sun_path, sizeof local.sun_path);
    EXPECT_EQ(
        bind(fd, reinterpret_cast<sockaddr*>(&local),
             static_cast<socklen_t>(sizeof local.sun_family + path.size())),
        0);
    listen(fd, 5);
    return fd;
  };
  const int abstract = bind_local(std::string("\0", 1) + name);
  const int path = bind_local(folder_ + "/socket");
  chmod((folder_ + "/socket").c_str(), 0777);
  const Observation observation =
      Run(Program("connect", {absl::StrCat(ntohs(internet.sin_port)), name,
                              folder_ + "/socket"}));
  EXPECT_EQ(observation.termination, kSuccess);
  EXPECT_EQ(observation.out.head, "");
  for (const int fd : {loopback, abstract, path}) close(fd);
}

TEST_P(IsolationTest, CallsThatLeadOutAreRefused) {
  const Observation observation = Run(Program("escape"));
  EXPECT_EQ(observation.out.head, "query personality\nwrite own\n");
}

TEST_P(IsolationTest, ForeignSystemCallsEndTheProcess) {
  // Where the kernel has no 32-bit entry, the processor refuses it.
  const Observation observation = Run(Program("old_call"));
  EXPECT_THAT(observation.termination,
              testing::AnyOf(Termination(Signaled{SIGSYS}),
                             Termination(Signaled{SIGSEGV})));
  EXPECT_EQ(observation.out.head, "");
}

TEST_P(IsolationTest, NothingIsLeftForTheNextRun) {
  MakeFolder("/var/tmp");  // so that /tmp need not lead to the program
  for (int i = 0; i < 2; ++i) {
    const Observation observation = Run(Program("leave_files"));
    EXPECT_EQ(observation.termination, kSuccess);
    EXPECT_EQ(observation.out.head, "");
  }
}

TEST_P(IsolationTest, ProcessIdsTellNothingOfEarlierRuns) {
  if (Without("namespaces")) GTEST_SKIP() << "they are the machine's";
  for (const ClockKind clock : {ClockKind::kReal, ClockKind::kVirtual}) {
    Command count = Shell("echo $$; (:) & wait; sh -c 'echo $$'");
    Command many = Shell("i=0; while [ $i -lt 50 ]; do (:); i=$((i+1)); done");
    count.clock = many.clock = clock;
    const std::string first = Run(count).out.head;
    EXPECT_EQ(Run(many).termination, kSuccess);
    EXPECT_EQ(Run(count).out.head, first);
  }
}

TEST_P(IsolationTest, GroupTellsNoProcessIdOfTheMachine) {
  if (Without("namespaces")) GTEST_SKIP() << "they are the machine's";
  const Observation seen = Run(Shell("cat /proc/self/cgroup"));
  EXPECT_THAT(seen.out.head, Not(HasSubstr("grader-")));
  EXPECT_THAT(seen.out.head, HasSubstr(":/\n"));
}

TEST_P(IsolationTest, RunsAsNobodySpecial) {
  const Observation observation = Run(Shell("id -u"));
  int uid = 0;
  ASSERT_TRUE(absl::SimpleAtoi(observation.out.head, &uid));
  EXPECT_NE(uid, 0);
}

// Guarantee 6: what comes back.

TEST_P(IsolationTest, OnlyPlainFilesAreCollected) {
  Command command = Program("replace_output", {"file"});
  command.collect = {"out", "missing", "../programs/replace_output"};
  EXPECT_THAT(Run(command).files,
              ::testing::ElementsAre(::testing::Pair("out", "text")));
  for (const char* kind : {"symlink", "fifo", "folder", "hardlink"}) {
    command.argv[1] = kind;
    const Observation observation = Run(command);
    EXPECT_EQ(observation.termination, kSuccess) << kind;
    EXPECT_THAT(observation.files, IsEmpty()) << kind;
  }
}

TEST_P(IsolationTest, AllOfAFolderIsCollectedThatIsPlain) {
  Command command = Shell(
      "mkdir -p in/deep pipes; echo a >in/a; echo b >in/deep/b; : >in/empty; "
      "ln -s a in/link; ln a in/hard 2>/dev/null; mkfifo in/pipe; echo c >out");
  command.collect = {"in/", "nowhere/", "out/"};
  using ::testing::Pair;
  EXPECT_THAT(
      Run(command).files,
      ::testing::ElementsAre(Pair("in/a", "a\n"), Pair("in/deep/b", "b\n"),
                             Pair("in/empty", "")));
}

}  // namespace
}  // namespace grader::sandbox

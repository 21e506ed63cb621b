#include "grader/sandbox/supervision/test_starter.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/sandbox/clock/clock_filter.h"
#include "grader/sandbox/kernel/run_descriptors.h"
#include "grader/sandbox/supervision/supervise.h"
#include "grader/sandbox/supervision/trace_writes.h"

namespace grader::sandbox {
namespace {

void Check(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::_Exit(99);
}

struct Pair {
  UniqueFd ours;
  UniqueFd theirs;
};

Pair MakePipe() {
  int ends[2];
  Check(pipe2(ends, O_CLOEXEC) == 0, "pipe2");
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

Pair MakeSocketPair() {
  int ends[2];
  Check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0,
        "socketpair");
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

// Whose packets are stamped when they are sent.
Pair MakeStampingSocketPair() {
  Pair pair = MakeSocketPair();
  const int yes = 1;
  Check(setsockopt(pair.ours.get(), SOL_SOCKET, SO_TIMESTAMPNS, &yes,
                   sizeof yes) == 0,
        "setsockopt");
  return pair;
}

struct FdMessage {
  msghdr header = {};
  iovec piece = {};
  char byte = 0;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};

  FdMessage() {
    piece = {&byte, 1};
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
  }
};

void SendFd(int socket, int fd) {
  FdMessage message;
  cmsghdr* const part = CMSG_FIRSTHDR(&message.header);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(sizeof fd);
  std::memcpy(CMSG_DATA(part), &fd, sizeof fd);
  Check(sendmsg(socket, &message.header, 0) == 1, "sendmsg");
}

// The first process's pid comes with it, in our pid namespace.
UniqueFd ReceiveFd(int socket) {
  FdMessage message;
  Check(recvmsg(socket, &message.header, MSG_CMSG_CLOEXEC) == 1, "recvmsg");
  const cmsghdr* const part = CMSG_FIRSTHDR(&message.header);
  int fd = -1;
  if (part != nullptr) std::memcpy(&fd, CMSG_DATA(part), sizeof fd);
  return UniqueFd(fd);
}

[[noreturn]] void BecomeProgram(const std::vector<std::string>& argv,
                                ClockKind clock, const Pair& go,
                                const Pair& out, const Pair& err,
                                const Pair& trace, const Pair& handover,
                                int exec_error) {
  Check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no_new_privs");
  const UniqueFd null(open("/dev/null", O_RDONLY | O_CLOEXEC));
  dup2(null.get(), 0);
  dup2(out.theirs.get(), 1);
  dup2(err.theirs.get(), 2);
  // The handover may lie at 3 until it is used.
  const int socket = fcntl(handover.theirs.get(), F_DUPFD_CLOEXEC, 100);
  const int wait_at = fcntl(go.ours.get(), F_DUPFD_CLOEXEC, 100);
  const int error_at = fcntl(exec_error, F_DUPFD_CLOEXEC, 100);
  const int trace_at = fcntl(trace.theirs.get(), F_DUPFD_CLOEXEC, 100);
  dup2(trace_at, kTraceDescriptor);
  if (clock == ClockKind::kVirtual) {
    const auto filter = CompileClockFilter();
    Check(filter.ok(), "CompileClockFilter");
    const UniqueFd listener(InstallNotifyingFilter(*filter));
    Check(listener.get() >= 0, "InstallNotifyingFilter");
    SendFd(socket, listener.get());
  }
  char byte;
  Check(read(wait_at, &byte, 1) == 1, "go");
  std::vector<char*> args;
  for (const std::string& arg : argv) {
    args.push_back(const_cast<char*>(arg.c_str()));
  }
  args.push_back(nullptr);
  execv(args[0], args.data());
  const int error = errno;
  Check(write(error_at, &error, sizeof error) == sizeof error, "write");
  _exit(127);
}

void KillAllBelow() {
  for (;;) {
    const pid_t self = getpid();
    std::ifstream children(
        absl::StrCat("/proc/", self, "/task/", self, "/children"));
    for (pid_t child; children >> child;) {
      if (child > 1) kill(child, SIGKILL);
    }
    const pid_t dead = waitpid(-1, nullptr, __WALL);
    if (dead < 0 && errno == ECHILD) return;
  }
}

[[noreturn]] void Keep(pid_t child, int exec_error, int end, int leash) {
  EndNotice notice;
  while (waitpid(child, &notice.wait_status, 0) != child) {
  }
  if (read(exec_error, &notice.exec_errno, sizeof notice.exec_errno) <= 0) {
    notice.exec_errno = 0;
  }
  // The leash may be gone before: then nobody is interested.
  (void)!send(end, &notice, sizeof notice, MSG_NOSIGNAL);
  char byte;
  (void)!read(leash, &byte, 1);
  KillAllBelow();
  _exit(0);
}

Usage UsageOf(pid_t pid) {
  Usage usage;
  clockid_t clock;
  timespec time = {};
  if (clock_getcpuclockid(pid, &clock) == 0 &&
      clock_gettime(clock, &time) == 0) {
    usage.cpu_time = absl::DurationFromTimespec(time);
  }
  std::ifstream statm(absl::StrCat("/proc/", pid, "/statm"));
  std::int64_t pages = 0;
  statm >> pages >> pages;
  usage.memory_bytes = pages * sysconf(_SC_PAGESIZE);
  return usage;
}

}  // namespace

StartedProgram StartProgram(const std::vector<std::string>& argv,
                            ClockKind clock) {
  Pair go = MakePipe(), out = MakePipe(), err = MakePipe(), leash = MakePipe();
  Pair exec_error = MakePipe();
  Pair trace = MakeStampingSocketPair(), end = MakeSocketPair();
  Pair handover = MakeSocketPair(), pids = MakePipe();
  const pid_t keeper = fork();
  Check(keeper >= 0, "fork");
  if (keeper == 0) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    // Pipes have their read end in `ours`.
    leash.theirs.reset();
    go.theirs.reset();
    const pid_t child = fork();
    Check(child >= 0, "fork");
    if (child == 0) {
      setpgid(0, 0);
      BecomeProgram(argv, clock, go, out, err, trace, handover,
                    exec_error.theirs.get());
    }
    out.theirs.reset();
    err.theirs.reset();
    trace.theirs.reset();
    handover.theirs.reset();
    exec_error.theirs.reset();
    end.ours.reset();
    Check(write(pids.theirs.get(), &child, sizeof child) == sizeof child,
          "write");
    Keep(child, exec_error.ours.get(), end.theirs.get(), leash.ours.get());
  }
  handover.theirs.reset();
  StartedProgram program;
  program.keeper = keeper;
  program.process.parent = keeper;
  program.process.trace_target = DescriptorTarget(getpid(), trace.theirs.get());
  program.leash = std::move(leash.theirs);
  Check(read(pids.ours.get(), &program.process.pid, sizeof(pid_t)) ==
            sizeof(pid_t),
        "read");
  if (clock == ClockKind::kVirtual) {
    program.process.listener = ReceiveFd(handover.ours.get());
  }
  program.process.go = std::move(go.theirs);
  program.process.out = std::move(out.ours);
  program.process.err = std::move(err.ours);
  program.process.trace = std::move(trace.ours);
  program.process.end = std::move(end.ours);
  const pid_t pid = program.process.pid;
  const int held = program.leash.release();
  program.containment.is_empty = [] { return false; };
  program.containment.kill_all = [keeper, pid, held] {
    kill(pid, SIGKILL);
    close(held);
    waitpid(keeper, nullptr, 0);
  };
  program.containment.usage = [pid] { return UsageOf(pid); };
  return program;
}

std::string Testcase(const std::string& name) {
  return std::string(GRADER_BINARY_DIR) + "/testcases/clock/" + name;
}

Limits TestLimits() {
  Limits limits;
  limits.elapsed = absl::Seconds(5);
  return limits;
}

Outcome RunOrDie(const std::vector<std::string>& argv, ClockKind clock,
                 const Limits& limits) {
  StartedProgram program = StartProgram(argv, clock);
  absl::StatusOr<Outcome> outcome =
      Supervise(std::move(program.process), limits, clock, program.containment);
  EXPECT_TRUE(outcome.ok()) << outcome.status();
  return outcome.ok() ? *std::move(outcome) : Outcome{};
}

// Between the packets `begin` and `end`.
absl::Duration SpanOf(const Outcome& outcome) {
  std::optional<absl::Duration> begin;
  for (const TracePacket& packet : outcome.packets) {
    if (packet.text == "begin") begin = packet.at;
    if (packet.text == "end" && begin.has_value()) return packet.at - *begin;
  }
  ADD_FAILURE() << "no span in " << outcome.packets.size() << " packets";
  return absl::InfiniteDuration();
}

std::string Describe(const Termination& termination) {
  if (const auto* exited = std::get_if<Exited>(&termination)) {
    return absl::StrCat("exit ", exited->code);
  }
  if (const auto* signaled = std::get_if<Signaled>(&termination)) {
    return absl::StrCat("signal ", signaled->signal);
  }
  if (const auto* killed = std::get_if<Killed>(&termination)) {
    return absl::StrCat("killed ", static_cast<int>(killed->limit));
  }
  return "deadlock";
}

int CountOpenFiles() {
  int count = 0;
  for (int fd = 0; fd < 1024; ++fd)
    count += access(absl::StrCat("/proc/self/fd/", fd).c_str(), F_OK) == 0;
  return count;
}

}  // namespace grader::sandbox

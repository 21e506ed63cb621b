#include "grader/execute/sandbox_runner.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/machine_shortage.h"
#include "grader/execute/monotonic.h"
#include "grader/execute/trace.h"
#include "grader/execute/wire.h"
#include "grader/problem/installation.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Starting, cleaning up and answering take a fraction of this; a sandbox that
// needs longer than a run may take and this is stuck.
constexpr absl::Duration kMargin = absl::Seconds(30);

// For a program that is asked to leave, and has little to do before.
constexpr int kGoodbyeMilliseconds = 10'000;

absl::StatusOr<std::string> Exchange(int socket, const std::string& request,
                                     absl::Time deadline) {
  const absl::Status sent = WriteFrame(socket, request);
  if (!sent.ok()) return sent;
  return ReadFrame(socket, deadline);
}

}  // namespace

// The running sandbox program and our end of its control socket.
struct SandboxRunner::Program {
  ~Program() {
    // It sees the end of its requests, ends what it started, and goes.
    if (socket >= 0) close(socket);
    if (pid <= 1) return;
    if (kill_it || !Leaves()) kill(pid, SIGKILL);
    while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  // Whether it has ended within a while: GRADER_SANDBOX may name anything.
  bool Leaves() const {
    const int fd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
    if (fd < 0) return true;
    pollfd ended = {fd, POLLIN, 0};
    int count = 0;
    while ((count = poll(&ended, 1, kGoodbyeMilliseconds)) < 0 &&
           errno == EINTR) {
    }
    close(fd);
    return count != 0;
  }

  pid_t pid = -1;
  int socket = -1;
  bool greeted = false;
  bool kill_it = false;  // it does not answer
};

absl::StatusOr<fs::path> FindSandboxProgram() {
  const char* named = std::getenv("GRADER_SANDBOX");
  const fs::path path = named != nullptr
                            ? fs::path(named)
                            : OwnInstallation().programs / "grader-sandbox";
  if (access(path.c_str(), X_OK) == 0) return path;
  return absl::NotFoundError(
      absl::StrCat("no sandbox program at ", path.string()));
}

SandboxRunner::SandboxRunner(fs::path program) : path_(std::move(program)) {}

SandboxRunner::~SandboxRunner() = default;

absl::Status SandboxRunner::Start() {
  auto program = std::make_unique<Program>();
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return absl::InternalError(absl::StrCat("socketpair: ", strerror(errno)));
  }
  program->socket = ends[0];
  // A fork would copy a large, multi-threaded grader; this shares its memory
  // until the exec (posix_spawn(3)).
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  std::string path = path_.string();
  std::string serve = "--serve";
  char* argv[] = {path.data(), serve.data(), nullptr};
  const int error = posix_spawn(&program->pid, path.c_str(), &actions, nullptr,
                                argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error != 0) {
    program->pid = -1;
    return absl::InternalError(absl::StrCat("cannot start the sandbox program ",
                                            path, ": ", strerror(error)));
  }
  program_ = std::move(program);
  return absl::OkStatus();
}

// Hears from the program that it is the one that was meant.
absl::Status SandboxRunner::Greet() {
  if (program_->greeted) return absl::OkStatus();
  const absl::StatusOr<std::string> greeting =
      ReadFrame(program_->socket, MonotonicNow() + kMargin);
  program_->greeted = greeting.ok() && *greeting == kSandboxGreeting;
  if (program_->greeted) return absl::OkStatus();
  program_->kill_it = true;
  program_.reset();
  const bool named = std::getenv("GRADER_SANDBOX") != nullptr;
  return absl::FailedPreconditionError(absl::StrCat(
      path_.string(), named ? ", which GRADER_SANDBOX names," : "",
      " is not the sandbox program of this grader (it ",
      greeting.ok()
          ? "answers as another"
          : absl::StrCat("does not answer: ", greeting.status().message()),
      "); expected the grader-sandbox that was built with it"));
}

void SandboxRunner::StartSession() {
  fresh_session_ = true;
  // Why it cannot be started, the next run tells.
  if (program_ == nullptr) Start().IgnoreError();
}

absl::StatusOr<Observation> SandboxRunner::Run(const Command& command,
                                               const Limits& limits) {
  if (const std::string lack = LackOfAllowance(limits); !lack.empty()) {
    return absl::UnavailableError(lack);
  }
  if (program_ == nullptr) {
    const absl::Status started = Start();
    if (!started.ok()) return started;
  }
  const absl::Status greeted = Greet();
  if (!greeted.ok()) return greeted;
  const RunRequest request = {command, limits, fresh_session_, full_isolation_,
                              last_};
  const absl::StatusOr<std::string> bytes =
      Exchange(program_->socket, EncodeRequest(request),
               MonotonicNow() + kMostWall * limits.wall + kMargin);
  if (!bytes.ok()) {
    program_->kill_it = true;
    program_.reset();
    return absl::InternalError(
        absl::StrCat("the sandbox program failed: ", bytes.status().message()));
  }
  fresh_session_ = last_ = false;
  absl::StatusOr<RunReply> reply = DecodeReply(*bytes);
  if (!reply.ok()) return reply.status();
  Observation observation = std::move(reply->observation);
  observation.trace = ParseTrace(reply->packets);
  return observation;
}

std::string SandboxRunner::Identity() const {
  const char* without = std::getenv("GRADER_SANDBOX_WITHOUT");
  return ContentHash("sandbox 2")
      .AddIdentity(path_)
      .Add(std::int64_t{geteuid()})
      .Add(without == nullptr ? "" : without)
      .Add(full_isolation_ ? "full isolation" : "any isolation")
      .Digest();
}

}  // namespace grader

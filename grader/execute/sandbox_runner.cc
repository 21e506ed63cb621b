#include "grader/execute/sandbox_runner.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/process/v2/posix/vfork_launcher.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/trace.h"
#include "grader/execute/wire.h"

namespace grader {
namespace {

namespace process = boost::process::v2;
namespace fs = std::filesystem;

// Starting, cleaning up and answering take a fraction of this; a sandbox that
// needs longer than a run may take and this is stuck.
constexpr absl::Duration kMargin = absl::Seconds(30);

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
    if (!child) return;
    process::error_code ignored;
    if (kill_it) child->terminate(ignored);
    child->wait(ignored);
  }

  boost::asio::io_context context;
  // Made after the start: what a context serves must not be there at a vfork,
  // whose child would set it up anew in memory that is still ours.
  std::optional<process::process> child;
  int socket = -1;
  bool kill_it = false;  // it does not answer
};

absl::StatusOr<fs::path> FindSandboxProgram() {
  const char* named = std::getenv("GRADER_SANDBOX");
  std::error_code error;
  const fs::path path = named != nullptr
                            ? fs::path(named)
                            : fs::read_symlink("/proc/self/exe", error)
                                  .replace_filename("grader-sandbox");
  if (!error && access(path.c_str(), X_OK) == 0) return path;
  return absl::NotFoundError(
      absl::StrCat("no sandbox program at ", path.string()));
}

SandboxRunner::SandboxRunner(fs::path program) : path_(std::move(program)) {}

SandboxRunner::~SandboxRunner() = default;

absl::Status SandboxRunner::Start() {
  // A child of vfork that cannot execute it would run our exit handlers.
  if (access(path_.c_str(), X_OK) != 0) {
    return absl::NotFoundError(
        absl::StrCat("no sandbox program at ", path_.string()));
  }
  auto program = std::make_unique<Program>();
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return absl::InternalError(absl::StrCat("socketpair: ", strerror(errno)));
  }
  program->socket = ends[0];
  process::error_code error;
  try {
    // A fork would copy a large, multi-threaded grader.
    process::posix::vfork_launcher launcher;
    program->child =
        launcher(program->context.get_executor(), error, path_.string(),
                 std::vector<std::string>(),
                 process::process_stdio{ends[1], nullptr, {/* ours */}});
  } catch (const std::exception& exception) {
    close(ends[1]);
    return absl::InternalError(
        absl::StrCat("cannot start ", path_.string(), ": ", exception.what()));
  }
  close(ends[1]);
  if (error) {
    return absl::InternalError(
        absl::StrCat("cannot start ", path_.string(), ": ", error.message()));
  }
  program_ = std::move(program);
  return absl::OkStatus();
}

void SandboxRunner::StartSession() {
  fresh_session_ = true;
  // Why it cannot be started, the next run tells.
  if (program_ == nullptr) Start().IgnoreError();
}

absl::StatusOr<Observation> SandboxRunner::Run(const Command& command,
                                               const Limits& limits) {
  if (program_ == nullptr) {
    const absl::Status started = Start();
    if (!started.ok()) return started;
  }
  const RunRequest request = {command, limits, fresh_session_};
  const absl::StatusOr<std::string> bytes =
      Exchange(program_->socket, EncodeRequest(request),
               absl::Now() + kMostWall * limits.wall + kMargin);
  if (!bytes.ok()) {
    program_->kill_it = true;
    program_.reset();
    return absl::InternalError(
        absl::StrCat("the sandbox program failed: ", bytes.status().message()));
  }
  fresh_session_ = false;
  absl::StatusOr<RunReply> reply = DecodeReply(*bytes);
  if (!reply.ok()) return reply.status();
  Observation observation = std::move(reply->observation);
  observation.trace = ParseTrace(reply->packets);
  return observation;
}

std::string SandboxRunner::Identity() const {
  const char* without = std::getenv("GRADER_SANDBOX_WITHOUT");
  return ContentHash("sandbox 1")
      .AddIdentity(path_)
      .Add(std::int64_t{geteuid()})
      .Add(without == nullptr ? "" : without)
      .Digest();
}

}  // namespace grader

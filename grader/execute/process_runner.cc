#include "grader/execute/process_runner.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>
#include <boost/process/v2/stdio.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/workspace.h"

namespace grader {
namespace {

namespace process = boost::process::v2;
namespace fs = std::filesystem;

constexpr int kTraceDescriptor = 3;
// Between two looks at what only polling shows: memory and CPU time.
constexpr absl::Duration kLook = absl::Milliseconds(10);

class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() { Close(); }
  int get() const { return fd_; }
  void Close() {
    if (fd_ >= 0) close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

absl::Status SystemError(absl::string_view what) {
  return absl::InternalError(absl::StrCat(what, ": ", std::strerror(errno)));
}

// The descriptors of one run: ours, and the child's until it has started.
struct Channels {
  Fd input;  // the child's
  Fd out, err, trace;
  Fd child_out, child_err, child_trace;
};

absl::StatusOr<Channels> OpenChannels(const Command& command,
                                      absl::string_view key) {
  Channels channels;
  channels.input = Fd(memfd_create("stdin", MFD_CLOEXEC));
  const std::string& input = command.input;
  if (channels.input.get() < 0 ||
      write(channels.input.get(), input.data(), input.size()) !=
          static_cast<ssize_t>(input.size()) ||
      lseek(channels.input.get(), 0, SEEK_SET) != 0) {
    return SystemError("cannot prepare stdin");
  }
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return SystemError("pipe");
  channels.out = Fd(ends[0]);
  channels.child_out = Fd(ends[1]);
  if (pipe2(ends, O_CLOEXEC) != 0) return SystemError("pipe");
  channels.err = Fd(ends[0]);
  channels.child_err = Fd(ends[1]);
  if (!command.traced) return channels;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return SystemError("socketpair");
  }
  channels.trace = Fd(ends[0]);
  channels.child_trace = Fd(ends[1]);
  if (send(ends[0], key.data(), key.size(), 0) < 0) return SystemError("send");
  return channels;
}

// Runs in the child, between fork and exec.
struct ChildSetup {
  const Limits& limits;
  pid_t grader;
  int trace;  // becomes kTraceDescriptor; -1: none

  static void Restrict(int resource, rlim_t value) {
    const rlimit limit = {value, value};
    setrlimit(static_cast<__rlimit_resource>(resource), &limit);
  }

  template <typename Launcher>
  process::error_code on_exec_setup(Launcher&, const process::filesystem::path&,
                                    const char* const*(&)) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != grader) _exit(127);  // it died before the line above
    if (trace >= 0) dup2(trace, kTraceDescriptor);
    Restrict(RLIMIT_CORE, 0);
    Restrict(RLIMIT_FSIZE, static_cast<rlim_t>(limits.file_bytes));
    Restrict(RLIMIT_NOFILE, static_cast<rlim_t>(limits.open_files));
    const auto seconds =
        absl::ToInt64Seconds(absl::Ceil(limits.cpu, absl::Seconds(1)));
    Restrict(RLIMIT_CPU, static_cast<rlim_t>(seconds + 1));
    return {};
  }
};

absl::StatusOr<pid_t> Start(const Command& command, const Limits& limits,
                            const fs::path& directory,
                            const Channels& channels) {
  std::vector<std::string> variables;
  for (const auto& [name, value] : command.environment) {
    variables.push_back(name + "=" + value);
  }
  std::vector<const char*> environment;
  for (const std::string& variable : variables) {
    environment.push_back(variable.c_str());
  }
  environment.push_back(nullptr);
  const std::vector<std::string> args(command.argv.begin() + 1,
                                      command.argv.end());
  boost::asio::io_context context;
  process::error_code error;
  process::default_process_launcher launcher;
  launcher.env = environment.data();
  launcher.fd_whitelist.push_back(kTraceDescriptor);
  auto child = launcher(
      context.get_executor(), error, command.argv[0], args,
      process::process_stdio{channels.input.get(), channels.child_out.get(),
                             channels.child_err.get()},
      process::process_start_dir(directory.string()),
      ChildSetup{limits, getpid(), channels.child_trace.get()});
  const pid_t pid = child.id();
  child.detach();  // waited for with wait4(2), for its resource usage
  if (error) {
    return absl::InternalError(
        absl::StrCat("cannot start ", command.argv[0], ": ", error.message()));
  }
  return pid;
}

std::int64_t ResidentBytes(pid_t pid) {
  std::ifstream statm(absl::StrCat("/proc/", pid, "/statm"));
  std::int64_t size = 0;
  std::int64_t resident = 0;
  statm >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

absl::Duration CpuTime(pid_t pid) {
  clockid_t clock;
  timespec time = {};
  if (clock_getcpuclockid(pid, &clock) != 0 ||
      clock_gettime(clock, &time) != 0) {
    return absl::ZeroDuration();
  }
  return absl::DurationFromTimespec(time);
}

// Reads what is there. False: the other side is closed.
bool Drain(int fd, std::int64_t limit, CapturedText& text, bool& over) {
  char buffer[65536];
  const ssize_t length = read(fd, buffer, sizeof buffer);
  if (length <= 0) return length < 0 && errno == EINTR;
  const auto room = static_cast<std::size_t>(limit) - text.head.size();
  const auto kept = std::min(room, static_cast<std::size_t>(length));
  text.head.append(buffer, kept);
  text.omitted += length - static_cast<ssize_t>(kept);
  over = over || text.omitted > 0;
  return true;
}

// Watches one child until it has ended and its channels are read.
class Watch {
 public:
  Watch(pid_t pid, const Limits& limits, Channels channels)
      : pid_(pid),
        limits_(limits),
        channels_(std::move(channels)),
        handle_(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))) {}

  Observation UntilItEnds() {
    while (!status_) {
      Wait(kLook);
      if (!killed_) killed_ = LimitReached();
      if (killed_) kill(-pid_, SIGKILL);
      rusage usage;
      int status;
      if (wait4(pid_, &status, WNOHANG, &usage) == pid_) {
        status_ = status;
        observation_.cpu_time = absl::DurationFromTimeval(usage.ru_utime) +
                                absl::DurationFromTimeval(usage.ru_stime);
        observation_.peak_memory_bytes = usage.ru_maxrss * kKiB;
      }
    }
    observation_.elapsed = observation_.wall_time = absl::Now() - start_;
    kill(-pid_, SIGKILL);
    // What was written before the end is still in the channels.
    while (Wait(absl::ZeroDuration())) {
    }
    if (!killed_ && over_) killed_ = Limit::kOutput;
    observation_.termination = End();
    return std::move(observation_);
  }

  std::vector<TracePacket> TakePackets() { return std::move(packets_); }

 private:
  // Waits for something to happen and reads what was written. False: nothing
  // happened.
  bool Wait(absl::Duration timeout) {
    pollfd fds[] = {{channels_.out.get(), POLLIN, 0},
                    {channels_.err.get(), POLLIN, 0},
                    {channels_.trace.get(), POLLIN, 0},
                    {status_ ? -1 : handle_.get(), POLLIN, 0}};
    if (poll(fds, std::size(fds),
             static_cast<int>(absl::ToInt64Milliseconds(timeout))) <= 0) {
      return false;
    }
    if (fds[2].revents != 0 && !ReadPacket()) channels_.trace.Close();
    if (fds[0].revents != 0 && !Drain(channels_.out.get(), limits_.output_bytes,
                                      observation_.out, over_)) {
      channels_.out.Close();
    }
    if (fds[1].revents != 0 && !Drain(channels_.err.get(), limits_.output_bytes,
                                      observation_.err, over_)) {
      channels_.err.Close();
    }
    return !(status_ && over_);
  }

  bool ReadPacket() {
    char buffer[8192];
    const ssize_t length = read(channels_.trace.get(), buffer, sizeof buffer);
    if (length <= 0) return false;
    packets_.push_back({absl::Now() - start_,
                        std::string(buffer, static_cast<size_t>(length))});
    return true;
  }

  std::optional<Limit> LimitReached() const {
    const absl::Duration elapsed = absl::Now() - start_;
    if (over_) return Limit::kOutput;
    if (ResidentBytes(pid_) > limits_.memory_bytes) return Limit::kMemory;
    if (CpuTime(pid_) > limits_.cpu) return Limit::kCpu;
    if (elapsed > limits_.elapsed) return Limit::kElapsed;
    if (elapsed > limits_.wall) return Limit::kWall;
    return std::nullopt;
  }

  Termination End() const {
    if (killed_) return Killed{*killed_};
    if (WIFEXITED(*status_)) return Exited{WEXITSTATUS(*status_)};
    switch (WTERMSIG(*status_)) {
      case SIGXCPU:
        return Killed{Limit::kCpu};
      case SIGXFSZ:
        return Killed{Limit::kFileSize};
      default:
        return Signaled{WTERMSIG(*status_)};
    }
  }

  const absl::Time start_ = absl::Now();
  const pid_t pid_;
  const Limits& limits_;
  Channels channels_;
  Fd handle_;
  std::optional<int> status_;
  std::optional<Limit> killed_;
  bool over_ = false;  // more output than the limit allows
  Observation observation_;
  std::vector<TracePacket> packets_;
};

absl::Status CollectFiles(const Command& command, const fs::path& directory,
                          std::int64_t limit, Observation& observation) {
  for (const std::string& name : command.collect) {
    const fs::path path = directory / name;
    std::error_code error;
    // A link may point anywhere; only the submission's own regular files count.
    if (fs::symlink_status(path, error).type() != fs::file_type::regular ||
        fs::file_size(path, error) > static_cast<std::uintmax_t>(limit)) {
      continue;
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    observation.files[name] = content.str();
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Observation> ProcessRunner::Run(const Command& command,
                                               const Limits& limits) {
  if (command.clock == ClockKind::kVirtual) {
    return absl::FailedPreconditionError(
        "the virtual clock needs the sandbox program");
  }
  absl::StatusOr<Workspace> own = Workspace::Create();
  if (!own.ok()) return own.status();
  const fs::path directory =
      command.directory.empty() ? own->path() : command.directory;
  for (const InputFile& file : command.files) {
    if (absl::Status written = WriteFile(directory / file.name, file.content);
        !written.ok()) {
      return written;
    }
  }
  const std::string key = command.traced ? MakeTraceKey() : "";
  absl::StatusOr<Channels> channels = OpenChannels(command, key);
  if (!channels.ok()) return channels.status();
  const absl::StatusOr<pid_t> pid =
      Start(command, limits, directory, *channels);
  if (!pid.ok()) return pid.status();
  channels->child_out.Close();
  channels->child_err.Close();
  channels->child_trace.Close();
  Watch watch(*pid, limits, *std::move(channels));
  Observation observation = watch.UntilItEnds();
  if (command.traced) {
    observation.trace = ParseTrace(watch.TakePackets(), key);
  }
  if (absl::Status collected =
          CollectFiles(command, directory, limits.file_bytes, observation);
      !collected.ok()) {
    return collected;
  }
  return observation;
}

}  // namespace grader

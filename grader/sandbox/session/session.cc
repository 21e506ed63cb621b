#include "grader/sandbox/session/session.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "grader/execute/empty_folder.h"
#include "grader/execute/monotonic.h"
#include "grader/sandbox/isolation/zygote_order.h"
#include "grader/sandbox/kernel/descendants.h"
#include "grader/sandbox/session/session_files.h"
#include "grader/sandbox/supervision/supervise.h"

namespace grader::sandbox {
namespace {

// Building a file tree is quick even on a loaded machine; a process 1 that
// stays silent for so long is stuck.
constexpr absl::Duration kPatience = absl::Seconds(20);

// No program runs in less, however short it is looked at.
constexpr std::int64_t kLeastMemory = 512 * kKiB;

absl::Status Lost(absl::string_view what) {
  return absl::UnavailableError(absl::StrCat(
      "process 1 of the sandbox is gone (", what, "): ", strerror(errno)));
}

void Add(std::vector<Limit>& limits, Limit limit) {
  const auto place = std::lower_bound(limits.begin(), limits.end(), limit);
  if (place == limits.end() || *place != limit) limits.insert(place, limit);
}

}  // namespace

absl::StatusOr<RunReply> Session::Run(const RunRequest& request) {
  const Command& command = request.command;
  Limits limits = request.limits;
  // Not one of the submission's.
  if (!command.driver.empty()) ++limits.processes;
  if (foundation_.cgroup) {
    const absl::Status status = foundation_.cgroup->Begin(
        limits.memory_bytes, limits.processes, foundation_.sessions);
    if (!status.ok()) return status;
  }
  Loan loan;
  if (change_uid_ && !command.directory.empty()) {
    absl::StatusOr<Loan> made = Loan::Make(command.directory, outer_uid_);
    if (!made.ok()) return made.status();
    loan = *std::move(made);
  }
  UniqueFd directory;
  // Kept open on our side, so that who lets the process go meets no error
  // however soon it ends.
  UniqueFd child_go;
  absl::StatusOr<Process> process =
      Launch(command, limits, directory, child_go);
  if (!process.ok()) {
    const absl::Status emptied = KillAll(-1);
    Clear();
    return emptied.ok() ? process.status() : emptied;
  }
  // A process that is held keeps process 1 waiting, which must hear of the end.
  // One that is not may be gone by now, and its pid somebody else's.
  UniqueFd pidfd;
  if (command.clock == ClockKind::kVirtual) {
    pidfd.reset(static_cast<int>(syscall(SYS_pidfd_open, process->pid, 0)));
  }
  absl::Status killed;
  Containment containment;
  containment.kill_all = [&] { killed = KillAll(pidfd.get()); };
  containment.is_empty = [&] { return AwaitEmpty(absl::ZeroDuration()); };
  containment.usage = [&] { return MeasureUsage(); };
  absl::StatusOr<Outcome> outcome =
      Supervise(*std::move(process), limits, command.clock, containment,
                command.explain_clock);
  if (!empty_) containment.kill_all();
  if (!killed.ok()) return killed;
  if (!outcome.ok()) {
    Clear();
    return outcome.status();
  }
  RunReply reply = {std::move(outcome->observation),
                    std::move(outcome->packets)};
  reply.observation.isolation = isolation_;
  AddLimits(request, directory, reply.observation);
  reply.observation.driver_failure = FailureOfDriver();
  reply.observation.files =
      CollectFiles(directory, command.collect, request.limits.file_bytes);
  Clear();
  return reply;
}

absl::StatusOr<Process> Session::Launch(const Command& command,
                                        const Limits& limits,
                                        UniqueFd& directory,
                                        UniqueFd& child_go) {
  if (change_uid_) {
    for (const auto& path : command.readable) {
      const absl::Status readable = CheckReadableByAll(path);
      if (!readable.ok()) return readable;
    }
  }
  absl::StatusOr<Channels> channels = OpenChannels(command);
  if (!channels.ok()) return channels.status();
  RunOrder order;
  order.limits = limits;
  order.clock = command.clock;
  order.argv = command.argv;
  order.driver = command.driver;
  order.files = command.files;
  order.directory = command.directory;
  // Where programs look for folders that they may write to.
  std::map<std::string, std::string> environment = {
      {"HOME", absl::StrCat(box_, "/work")},
      {"TMPDIR", in_namespaces_ ? "/tmp" : absl::StrCat(box_, "/tmp")}};
  for (const auto& [name, value] : command.environment) {
    environment[name] = value;
  }
  for (const auto& [name, value] : environment) {
    order.environment.push_back(absl::StrCat(name, "=", value));
  }
  order.readable.assign(command.readable.begin(), command.readable.end());
  std::vector<int> fds = {channels->input.get(), channels->child_out.get(),
                          channels->child_err.get(), channels->child_go.get(),
                          channels->child_end.get()};
  if (channels->child_trace) fds.push_back(channels->child_trace.get());
  // Only a virtual clock has something to do to a process that is held: else
  // it need not wait for us to wake up.
  if (command.clock == ClockKind::kReal &&
      write(channels->process.go.get(), "", 1) != 1) {
    return absl::InternalError("cannot prepare the start");
  }
  empty_ = false;
  clear_ = false;
  seen_ = {};
  ReceivedNotice received;
  bool answered = SendOrder(orders_.get(), Order::kRun, PackOrder(order), fds);
  // A run that ended while it was being stopped is told of twice as empty.
  do {
    answered = answered && ReceiveNotice(notices_.get(), kPatience, received);
  } while (answered && received.notice.kind == NoticeKind::kEmpty);
  if (!answered) {
    alive_ = false;
    return Lost("start");
  }
  if (received.notice.kind != NoticeKind::kReady || received.fds.empty()) {
    return absl::InternalError(absl::StrCat(
        "cannot start in the sandbox: ", received.notice.text.data(), ": ",
        strerror(received.notice.error)));
  }
  directory = std::move(received.fds[0]);
  Process process = std::move(channels->process);
  child_go = std::move(channels->child_go);
  process.pid = received.sender;
  process.parent = zygote_;
  if (received.notice.has_listener && received.fds.size() > 1) {
    process.listener = std::move(received.fds[1]);
  }
  seen_.main = process.pid;
  seen_.limits = limits;
  seen_.children_before = ReadProcessUse(zygote_).children;
  seen_.cpu_before_ns = last_.cpu_ns;
  return process;
}

absl::Status Session::KillAll(int pidfd) {
  if (empty_ || AwaitEmpty(absl::ZeroDuration())) return absl::OkStatus();
  if (foundation_.cgroup) foundation_.cgroup->MakeRoom();
  // It may still be held before its exec, and process 1 with it.
  if (pidfd >= 0) syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0);
  if (SendOrder(orders_.get(), Order::kKillAll, "", {}) &&
      AwaitEmpty(kPatience)) {
    return absl::OkStatus();
  }
  absl::Status lost = Lost("end");
  StopZygote();
  empty_ = clear_ = true;
  // Where a run takes all memory, the kernel may end process 1 too, and with a
  // namespace everything in it.
  if (in_namespaces_ && foundation_.cgroup &&
      foundation_.cgroup->usage().memory_limit_reached) {
    return absl::OkStatus();
  }
  return lost;
}

bool Session::AwaitEmpty(absl::Duration patience) {
  ReceivedNotice received;
  while (ReceiveNotice(notices_.get(), patience, received)) {
    if (received.notice.kind != NoticeKind::kEmpty) continue;
    last_ = received.notice;
    empty_ = true;
    return true;
  }
  return false;
}

// Nobody waits for it: the reply can be on its way meanwhile.
void Session::Clear() {
  if (clear_) return;
  clear_ = true;
  SendOrder(orders_.get(), Order::kClear, "", {});
  if (!in_namespaces_) EmptyFolder(box_folder_.get());
}

Usage Session::MeasureUsage() {
  Usage usage;
  if (foundation_.cgroup) usage = foundation_.cgroup->usage();
  struct stat descriptors;
  // The size of this folder is the number of descriptors (since Linux 6.2).
  if (!empty_ &&
      stat(absl::StrCat("/proc/", seen_.main, "/fd").c_str(), &descriptors) ==
          0 &&
      descriptors.st_size >= seen_.limits.open_files) {
    seen_.descriptors_full = true;
  }
  if (!in_namespaces_) LookAtBox();
  if (foundation_.cgroup) {
    // More than the group grew by, where that had to make room.
    if (empty_) {
      usage.peak_memory_bytes =
          std::max(usage.peak_memory_bytes, last_.peak_memory_bytes);
    }
    return usage;
  }
  if (empty_) {
    seen_.cpu = std::max(seen_.cpu,
                         absl::Nanoseconds(last_.cpu_ns - seen_.cpu_before_ns));
    // All that is known of a run too short for a look at it.
    seen_.peak_memory_bytes =
        std::max(seen_.peak_memory_bytes, last_.peak_memory_bytes);
  } else {
    LookAtProcesses(usage);
  }
  usage.cpu_time = seen_.cpu;
  usage.peak_memory_bytes = seen_.peak_memory_bytes;
  usage.process_limit_reached = seen_.processes_full;
  return usage;
}

void Session::LookAtProcesses(Usage& usage) {
  absl::Duration waited_for =
      ReadProcessUse(zygote_).children - seen_.children_before;
  int threads = 0;
  for (const pid_t pid : Descendants(zygote_)) {
    const ProcessUse use = ReadProcessUse(pid);
    waited_for += use.cpu_time + use.children;
    usage.memory_bytes += use.resident_bytes + ReadPageTables(pid);
    threads += use.threads;
    absl::Duration& seen = seen_.by_process[pid];
    seen = std::max(seen, use.cpu_time);
  }
  // Whoever ignores SIGCHLD leaves no trace of its children's time: count what
  // was seen of them.
  absl::Duration seen_in_all;
  for (const auto& [pid, seen] : seen_.by_process) seen_in_all += seen;
  seen_.cpu = std::max({seen_.cpu, waited_for, seen_in_all});
  seen_.peak_memory_bytes =
      std::max(seen_.peak_memory_bytes, usage.memory_bytes);
  if (threads >= seen_.limits.processes) seen_.processes_full = true;
}

// A folder of the machine has no limit of its own: look, and end the run that
// exceeds it.
void Session::LookAtBox() {
  const absl::Time now = MonotonicNow();
  if (empty_ || now - seen_.box_seen < absl::Milliseconds(50)) return;
  seen_.box_seen = now;
  const std::vector<pid_t> processes = Descendants(zygote_);
  UnlinkedFiles unlinked;
  for (const pid_t pid : processes) unlinked.Look(pid);
  if (!BoxIsFull(unlinked.bytes())) return;
  seen_.disk_exceeded = true;
  for (const pid_t pid : processes) kill(pid, SIGKILL);
}

bool Session::BoxIsFull(std::int64_t unlinked_bytes) const {
  const TreeSize size = MeasureTree(box_folder_.get());
  // What is hidden from a look may be of any size.
  return size.hidden || size.bytes + unlinked_bytes > seen_.limits.disk_bytes ||
         size.files > seen_.limits.files + 3;
}

std::optional<DriverFailure> Session::FailureOfDriver() const {
  const int status = last_.driver_status;
  if (!WIFSIGNALED(status)) {
    const int code = WEXITSTATUS(status);
    if (code == 0) return std::nullopt;
    return DriverFailure{Exited{code}, false};
  }
  const int signal = WTERMSIG(status);
  // What a driver gets when the run is over, has used too much, or when the
  // submission has left: no failure of its own.
  if (signal == SIGKILL || signal == SIGXCPU || signal == SIGXFSZ ||
      signal == SIGPIPE) {
    return std::nullopt;
  }
  return DriverFailure{Signaled{signal}, driver_within_reach_};
}

void Session::AddLimits(const RunRequest& request, const UniqueFd& directory,
                        Observation& observation) const {
  Termination& end = observation.termination;
  std::vector<Limit>& reached = observation.limits_reached;
  // Also what came between the last look and the end.
  if (seen_.disk_exceeded || (!in_namespaces_ && BoxIsFull(0))) {
    end = Killed{Limit::kDisk};
  }
  if (request.limits.memory_bytes < kLeastMemory) end = Killed{Limit::kMemory};
  if (last_.disk_full || last_.files_full) Add(reached, Limit::kDisk);
  if (seen_.descriptors_full) Add(reached, Limit::kOpenFiles);
  if (seen_.processes_full) Add(reached, Limit::kProcesses);
  if (end != Termination(Exited{0}) && end != Termination(Deadlocked{}) &&
      end != Termination(Killed{Limit::kFileSize}) &&
      HasFileOfSize(directory, request.limits.file_bytes)) {
    Add(reached, Limit::kFileSize);
  }
}

}  // namespace grader::sandbox

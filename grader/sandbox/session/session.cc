#include "grader/sandbox/session/session.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/sandbox/session/driver_failure.h"
#include "grader/sandbox/session/launch_order.h"
#include "grader/sandbox/session/limits_reached.h"
#include "grader/sandbox/session/run_watch.h"
#include "grader/sandbox/session/session_files.h"
#include "grader/sandbox/supervision/supervise.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

absl::Status Lost(absl::string_view what) {
  return absl::UnavailableError(absl::StrCat(
      "process 1 of the sandbox is gone (", what, "): ", strerror(errno)));
}

const Cgroup* CgroupOf(const Foundation& foundation) {
  return foundation.cgroup ? &*foundation.cgroup : nullptr;
}

// Which descriptors a run gets, in the order of RunDescriptor.
std::vector<int> Handed(const Channels& channels) {
  std::vector<int> fds = {channels.input.get(), channels.child_out.get(),
                          channels.child_err.get(), channels.child_go.get(),
                          channels.child_end.get()};
  if (channels.child_trace) fds.push_back(channels.child_trace.get());
  for (const UniqueFd& fd : channels.interactor) fds.push_back(fd.get());
  return fds;
}

// How many files and folders `files` are, with the folders above them.
int EntriesOf(const std::vector<InputFile>& files) {
  std::set<std::string> entries;
  for (const InputFile& file : files) {
    // The folder above the root is the root.
    for (fs::path path = fs::path(file.name).lexically_normal().relative_path();
         !path.empty(); path = path.parent_path()) {
      entries.insert(path.string());
    }
  }
  return static_cast<int>(entries.size());
}

}  // namespace

absl::StatusOr<std::unique_ptr<Session>> Session::Start(
    Foundation& foundation) {
  absl::Status refused = absl::UnavailableError("not wanted");
  if (foundation.wanted.namespaces) {
    absl::StatusOr<std::unique_ptr<Session>> session = Start(foundation, true);
    if (session.ok()) return session;
    refused = session.status();
  }
  absl::StatusOr<std::unique_ptr<Session>> session = Start(foundation, false);
  if (session.ok()) {
    (*session)->layers_.namespace_failure = std::string(refused.message());
  }
  return session;
}

absl::StatusOr<std::unique_ptr<Session>> Session::Start(Foundation& foundation,
                                                        bool namespaces) {
  const RunUser user = ChooseRunUser(namespaces);
  absl::StatusOr<RunBox> box = namespaces ? RunBox() : RunBox::OnMachine(user);
  if (!box.ok()) return box.status();
  std::unique_ptr<Session> session(
      new Session(foundation, user, *std::move(box)));
  absl::StatusOr<std::unique_ptr<ZygoteLink>> process1 =
      ZygoteLink::Start(foundation, namespaces, user, session->box_);
  if (!process1.ok()) return process1.status();
  session->process1_ = *std::move(process1);
  ActiveLayers& layers = session->layers_;
  layers.namespaces = namespaces;
  if (foundation.cgroup) layers.cgroup_version = foundation.cgroup->version();
  layers.cgroup_failure = foundation.cgroup_reason;
  layers.seccomp = foundation.wanted.seccomp;
  layers.landlock = foundation.landlock > 0;
  layers.own_user = namespaces || user.change;
  return session;
}

absl::StatusOr<RunReply> Session::Run(const RunRequest& request) {
  const Command& command = request.command;
  Limits limits = request.limits;
  // Not one of the submission's, as are the files that lie there at the start.
  if (!command.driver.empty() || command.interactor) ++limits.processes;
  if (command.directory.empty()) limits.files += EntriesOf(command.files);
  if (foundation_.cgroup) {
    const absl::Status status = foundation_.cgroup->Begin(
        limits.memory_bytes, limits.processes, foundation_.sessions,
        [this] { AwaitCleared(); });
    if (!status.ok()) return status;
  }
  Loan loan;
  if (user_.change && !command.directory.empty()) {
    absl::StatusOr<Loan> made = Loan::Make(command.directory, user_.outer);
    if (!made.ok()) return made.status();
    loan = *std::move(made);
  }
  const std::int64_t cpu_before_ns = last_.cpu_ns;
  absl::StatusOr<Launched> run = Launch(request, limits);
  if (!run.ok()) {
    const absl::Status emptied = KillAll(-1);
    Clear();
    return emptied.ok() ? run.status() : emptied;
  }
  RunWatch watch(process1_->pid(), run->process.pid, limits, cpu_before_ns,
                 CgroupOf(foundation_), box_);
  // A process that is held keeps process 1 waiting, which must hear of the end.
  // One that is not may be gone by now, and its pid somebody else's.
  UniqueFd pidfd;
  if (command.clock == ClockKind::kVirtual) {
    pidfd.reset(static_cast<int>(syscall(SYS_pidfd_open, run->process.pid, 0)));
  }
  absl::Status killed;
  Containment containment;
  containment.kill_all = [&] { killed = KillAll(pidfd.get()); };
  containment.is_empty = [&] { return AwaitEmpty(absl::ZeroDuration()); };
  containment.usage = [&] { return watch.Look(empty_ ? &last_ : nullptr); };
  absl::StatusOr<Outcome> outcome =
      Supervise(std::move(run->process), limits, command.clock, containment,
                command.explain_clock);
  if (!empty_) containment.kill_all();
  if (!killed.ok()) return killed;
  if (!outcome.ok()) {
    Clear();
    return outcome.status();
  }
  RunReply reply = {std::move(outcome->observation),
                    std::move(outcome->packets)};
  Observation& observation = reply.observation;
  observation.isolation = layers_.Names();
  LimitsSeen seen = watch.limits_seen();
  // Where none may be made there never is room for one.
  const bool files_full = last_.files_full && request.limits.files > 0;
  seen.disk_full = last_.disk_full || files_full;
  AddLimits(
      seen, request.limits,
      [&] { return HasFileOfSize(run->directory, request.limits.file_bytes); },
      observation);
  if (command.interactor) {
    observation.interaction->feedback =
        ReadFeedback(run->feedback, limits.file_bytes);
  } else {
    observation.driver_failure =
        DriverFailureOf(last_.driver_status, process1_->driver_within_reach());
  }
  observation.files =
      CollectFiles(run->directory, command.collect, request.limits.file_bytes);
  if (request.last) {
    Retire();
  } else {
    Clear();
  }
  return reply;
}

absl::StatusOr<Session::Launched> Session::Launch(const RunRequest& request,
                                                  const Limits& limits) {
  const Command& command = request.command;
  if (user_.change) {
    for (const auto& path : command.readable) {
      const absl::Status readable = CheckReadableByAll(path);
      if (!readable.ok()) return readable;
    }
  }
  absl::StatusOr<Channels> channels = OpenChannels(command);
  if (!channels.ok()) return channels.status();
  RunOrder order = LaunchOrder(request.command, limits, box_);
  order.last = request.last;
  // Only a virtual clock has something to do to a process that is held: else
  // it need not wait for us to wake up.
  if (command.clock == ClockKind::kReal &&
      write(channels->process.go.get(), "", 1) != 1) {
    return absl::InternalError("cannot prepare the start");
  }
  empty_ = false;
  clear_ = false;
  ReceivedNotice received;
  bool answered =
      process1_->Send(Order::kRun, PackOrder(order), Handed(*channels));
  // A run that ended while it was being stopped is told of twice as empty, and
  // an answer that nobody waits for any more comes late.
  do {
    answered = answered && process1_->Receive(kPatience, received);
  } while (answered && (received.notice.kind == NoticeKind::kEmpty ||
                        received.notice.kind == NoticeKind::kDone));
  if (!answered) {
    process1_->GiveUp();
    return Lost("start");
  }
  if (received.notice.kind != NoticeKind::kReady || received.fds.empty()) {
    return absl::InternalError(absl::StrCat(
        "cannot start in the sandbox: ", received.notice.text.data(), ": ",
        strerror(received.notice.error)));
  }
  Launched run;
  run.directory = std::move(received.fds[0]);
  run.child_go = std::move(channels->child_go);
  run.feedback = std::move(channels->feedback);
  run.process = std::move(channels->process);
  run.process.pid = received.sender;
  run.process.prints_on = command.prints_on;
  run.process.parent = process1_->pid();
  if (received.notice.has_listener && received.fds.size() > 1) {
    run.process.listener = std::move(received.fds[1]);
  }
  return run;
}

absl::Status Session::KillAll(int pidfd) {
  if (empty_ || AwaitEmpty(absl::ZeroDuration())) return absl::OkStatus();
  if (foundation_.cgroup) foundation_.cgroup->MakeRoom();
  // It may still be held before its exec, and process 1 with it.
  if (pidfd >= 0) syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0);
  if (process1_->Send(Order::kKillAll) && AwaitEmpty(kPatience)) {
    return absl::OkStatus();
  }
  absl::Status lost = Lost("end");
  process1_->Stop();
  empty_ = clear_ = true;
  // Where a run takes all memory, the kernel may end process 1 too if it is
  // counted with the run, and with a namespace everything in it.
  const Cgroup* cgroup = CgroupOf(foundation_);
  if (in_namespaces() && cgroup != nullptr && cgroup->SharesWithProcess1(0) &&
      cgroup->usage().memory_limit_reached) {
    return absl::OkStatus();
  }
  return lost;
}

bool Session::AwaitEmpty(absl::Duration patience) {
  ReceivedNotice received;
  while (process1_->Receive(patience, received)) {
    if (received.notice.kind != NoticeKind::kEmpty) continue;
    last_ = received.notice;
    empty_ = true;
    return true;
  }
  return false;
}

void Session::AwaitCleared() {
  ReceivedNotice received;
  bool answered = process1_->Send(Order::kAnswer);
  do {
    answered = answered && process1_->Receive(kPatience, received);
  } while (answered && received.notice.kind != NoticeKind::kDone);
}

// Nobody waits for it: the reply can be on its way meanwhile.
void Session::Clear() {
  if (clear_) return;
  clear_ = true;
  process1_->Send(Order::kClear);
  if (box_.on_machine()) box_.Empty();
}

}  // namespace grader::sandbox

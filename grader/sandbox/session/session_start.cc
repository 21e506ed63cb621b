// How a session begins and ends: its process 1, its users, its names.
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/sandbox/clock/clock_filter.h"
#include "grader/sandbox/isolation/landlock.h"
#include "grader/sandbox/isolation/mounts.h"
#include "grader/sandbox/isolation/zygote.h"
#include "grader/sandbox/kernel/run_descriptors.h"
#include "grader/sandbox/kernel/small_files.h"
#include "grader/sandbox/session/session.h"
#include "grader/sandbox/session/session_files.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kNobody = 65534;
constexpr std::uint64_t kNamespaces = CLONE_NEWUSER | CLONE_NEWPID |
                                      CLONE_NEWNS | CLONE_NEWNET |
                                      CLONE_NEWIPC | CLONE_NEWUTS;
constexpr absl::Duration kPatience = absl::Seconds(20);

absl::Status Failure(absl::string_view what) {
  return absl::UnavailableError(absl::StrCat(what, ": ", strerror(errno)));
}

// Whether `uid` exists in our user namespace (user_namespaces(7)).
bool UserExists(std::uint64_t uid) {
  const std::string map = ReadSmallFile("/proc/self/uid_map");
  for (const auto line : absl::StrSplit(map, '\n', absl::SkipEmpty())) {
    const std::vector<absl::string_view> fields =
        absl::StrSplit(line, ' ', absl::SkipEmpty());
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    if (fields.size() == 3 && absl::SimpleAtoi(fields[0], &first) &&
        absl::SimpleAtoi(fields[2], &count) && first <= uid &&
        uid < first + count) {
      return true;
    }
  }
  return false;
}

// A user that nobody else on this machine is, if we may become one: a high
// number made from our pid, or nobody where so high a number does not exist.
std::optional<uid_t> DistinctUser() {
  if (geteuid() != 0) return std::nullopt;
  const uid_t own = 0x6a000000 + static_cast<unsigned>(getpid());
  for (const uid_t uid : {own, uid_t{kNobody}}) {
    if (UserExists(uid)) return uid;
  }
  return std::nullopt;
}

// A new process, like fork(2) but in new namespaces and, if `cgroup` is a
// descriptor, in that group.
pid_t CloneInto(std::uint64_t flags, int cgroup) {
  clone_args arguments = {};
  arguments.flags = flags;
  arguments.exit_signal = SIGCHLD;
  if (cgroup >= 0) {
    arguments.flags |= CLONE_INTO_CGROUP;
    arguments.cgroup = static_cast<std::uint64_t>(cgroup);
  }
  const long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
  if (pid >= 0 || errno != ENOSYS || cgroup >= 0) {
    return static_cast<pid_t>(pid);
  }
  // Some container profiles know only the older call.
  return static_cast<pid_t>(
      syscall(SYS_clone, flags | SIGCHLD, nullptr, nullptr, nullptr, 0));
}

// The body of process 1, in its own copy of our memory. Never returns: what
// is in that memory belongs to the supervisor.
[[noreturn]] void BecomeZygote(const ZygoteSettings& settings,
                               const Cgroup* cgroup, int orders, int notices) {
  // Ours, and those that nohup(1) or a shell's "&" had ignored: ignored signals
  // stay so in every program that is executed. Runs reset SIGPIPE themselves.
  for (int number = 1; number < NSIG; ++number) {
    if (number != SIGPIPE) signal(number, SIG_DFL);
  }
  if (cgroup != nullptr && cgroup->Enter() != 0) {
    SendNotice(notices, FailureNotice("cannot enter the cgroup", errno),
               nullptr, 0);
    _exit(1);
  }
  // The path of the group, which /proc/self/cgroup shows, tells a pid of the
  // machine. Where this is refused it shows.
  if (settings.namespaces) unshare(CLONE_NEWCGROUP);
  constexpr int kOrders = kRunDescriptors;
  constexpr int kNotices = kRunDescriptors + 1;
  const int high_orders = fcntl(orders, F_DUPFD, 100);
  const int high_notices = fcntl(notices, F_DUPFD, 100);
  const int null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd < kRunDescriptors; ++fd) dup2(null, fd);
  dup2(high_orders, kOrders);
  dup2(high_notices, kNotices);
  // The supervisor's end among them: while a copy of it is open here, nobody
  // would learn from the socket that the supervisor has died.
  syscall(SYS_close_range, kNotices + 1, ~0U, 0);
  char byte;
  const bool mapped = read(kOrders, &byte, 1) == 1;
  if (mapped) ServeAsZygote(settings, kOrders, kNotices);
  _exit(0);
}

}  // namespace

absl::StatusOr<Foundation> LayFoundation(const WantedLayers& wanted) {
  Foundation foundation;
  foundation.wanted = wanted;
  if (wanted.landlock) foundation.landlock = LandlockVersion();
  if (!wanted.cgroup) {
    foundation.cgroup_reason = "not wanted";
  } else if (absl::StatusOr<Cgroup> cgroup = Cgroup::Make(); cgroup.ok()) {
    foundation.cgroup.emplace(*std::move(cgroup));
  } else {
    foundation.cgroup_reason = std::string(cgroup.status().message());
  }
  if (wanted.seccomp) {
    Policy policy;
    policy.memory_files = foundation.cgroup.has_value();
    absl::StatusOr<FilterProgram> filter = CompilePolicy(policy);
    if (!filter.ok()) return filter.status();
    foundation.filter = *std::move(filter);
    policy.sockets = false;
    filter = CompilePolicy(policy);
    if (!filter.ok()) return filter.status();
    foundation.filter_without = *std::move(filter);
    filter = CompileRunPolicy({});
    if (!filter.ok()) return filter.status();
    foundation.run_filter = *std::move(filter);
  }
  absl::StatusOr<FilterProgram> clock = CompileClockFilter();
  if (!clock.ok()) return clock.status();
  foundation.clock_filter = *std::move(clock);
  return foundation;
}

absl::StatusOr<std::unique_ptr<Session>> Session::Start(
    Foundation& foundation) {
  std::unique_ptr<Session> session(new Session(foundation));
  absl::Status status = absl::UnavailableError("not wanted");
  if (foundation.wanted.namespaces) status = session->StartZygote(true);
  if (!status.ok()) {
    session->namespace_failure_ = std::string(status.message());
    status = session->StartZygote(false);
  }
  if (!status.ok()) return status;
  session->NameLayers();
  return session;
}

Session::~Session() { StopZygote(); }

absl::Status Session::StartZygote(bool namespaces) {
  in_namespaces_ = namespaces;
  const std::optional<uid_t> distinct = DistinctUser();
  change_uid_ = distinct.has_value();
  outer_uid_ = distinct.value_or(geteuid());
  inner_uid_ = namespaces ? kNobody : outer_uid_;
  box_ = kBox;
  if (!namespaces) {
    absl::Status made = MakeBox();
    if (!made.ok()) return made;
  }
  int orders[2];
  int notices[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, orders) != 0 ||
      socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, notices) != 0) {
    return Failure("socketpair");
  }
  orders_.reset(orders[0]);
  notices_.reset(notices[0]);
  const UniqueFd child_orders(orders[1]);
  const UniqueFd child_notices(notices[1]);
  const int yes = 1;
  setsockopt(notices_.get(), SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes);

  ZygoteSettings settings;
  settings.namespaces = namespaces;
  settings.uid = inner_uid_;
  settings.change_uid = change_uid_;
  settings.box = box_;
  settings.landlock = foundation_.landlock;
  settings.policy.sockets = namespaces;
  settings.policy.signals =
      namespaces || change_uid_ || foundation_.landlock >= kLandlockScopes;
  if (foundation_.wanted.seccomp) {
    settings.filter =
        namespaces ? &foundation_.filter : &foundation_.filter_without;
    settings.run_filter = &foundation_.run_filter;
  }
  settings.clock_filter = &foundation_.clock_filter;
  driver_within_reach_ =
      foundation_.landlock < kLandlockScopes &&
      (settings.policy.signals || !foundation_.wanted.seccomp);
  settings.cgroup = foundation_.cgroup.has_value();
  UniqueFd group;                    // to start in: version 2
  const Cgroup* to_enter = nullptr;  // or to enter after the start
  if (foundation_.cgroup && foundation_.cgroup->version() == 2) {
    group.reset(open(foundation_.cgroup->folders()[0].c_str(),
                     O_PATH | O_DIRECTORY | O_CLOEXEC));
  } else if (foundation_.cgroup) {
    to_enter = &*foundation_.cgroup;
  }
  zygote_ = CloneInto(namespaces ? kNamespaces : 0, group ? group.get() : -1);
  if (zygote_ == 0) {
    BecomeZygote(settings, to_enter, child_orders.get(), child_notices.get());
  }
  if (zygote_ < 0) return Failure("no new namespaces");
  ++foundation_.sessions;
  absl::Status status = namespaces ? MapUsers() : absl::OkStatus();
  ReceivedNotice started;
  if (status.ok()) {
    const bool answered = send(orders_.get(), "", 1, MSG_NOSIGNAL) == 1 &&
                          ReceiveNotice(notices_.get(), kPatience, started);
    if (!answered) {
      status = Failure("process 1 does not answer");
    } else if (started.notice.kind != NoticeKind::kStarted) {
      status = absl::UnavailableError(started.notice.text.data());
    }
  }
  alive_ = status.ok();
  if (!alive_) StopZygote();
  return status;
}

// Inside, runs are nobody. Outside that is a user of its own when we are root,
// else ourselves: nobody else may be had (user_namespaces(7)).
absl::Status Session::MapUsers() const {
  const std::string proc = absl::StrCat("/proc/", zygote_);
  const auto map = [this](unsigned ours) {
    return change_uid_ ? absl::StrCat("0 ", ours, " 1\n", kNobody, " ",
                                      outer_uid_, " 1\n")
                       : absl::StrCat(kNobody, " ", ours, " 1\n");
  };
  if (!change_uid_) {
    absl::Status denied = WriteSmallFile(proc + "/setgroups", "deny");
    if (!denied.ok()) return denied;
  }
  absl::Status users = WriteSmallFile(proc + "/uid_map", map(geteuid()));
  if (!users.ok()) return users;
  return WriteSmallFile(proc + "/gid_map", map(getegid()));
}

absl::Status Session::MakeBox() {
  absl::StatusOr<Workspace> workspace = Workspace::Create();
  if (!workspace.ok()) return workspace.status();
  workspace_.emplace(*std::move(workspace));
  const absl::StatusOr<fs::path> box = workspace_->MakeFolder("box");
  if (!box.ok()) return box.status();
  box_ = box->string();
  box_folder_.reset(
      open(box_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!box_folder_ || fchmod(box_folder_.get(), 0755) != 0)
    return Failure(box_);
  if (change_uid_ && fchown(box_folder_.get(), outer_uid_, outer_uid_) != 0) {
    return Failure(box_);
  }
  return absl::OkStatus();
}

void Session::Retire() {
  alive_ = false;
  orders_.reset();
  notices_.reset();
  // The kernel ends a namespace with its process 1; without one, process 1
  // ends its descendants when it finds that we are gone.
  if (zygote_ > 1 && in_namespaces_) kill(zygote_, SIGKILL);
}

void Session::StopZygote() {
  Retire();
  if (zygote_ <= 1) return;
  int status;
  while (waitpid(zygote_, &status, __WALL) < 0 && errno == EINTR) {
  }
  zygote_ = -1;
  --foundation_.sessions;
}

void Session::NameLayers() {
  isolation_.clear();
  if (in_namespaces_) {
    isolation_.emplace_back("namespaces:user,pid,mount,net,ipc,uts");
    isolation_.emplace_back("tmpfs");
  }
  if (foundation_.cgroup) {
    isolation_.push_back(
        absl::StrCat("cgroup:v", foundation_.cgroup->version()));
  }
  if (foundation_.wanted.seccomp) isolation_.emplace_back("seccomp");
  if (foundation_.landlock > 0) isolation_.emplace_back("landlock");
  isolation_.emplace_back("rlimits");
  if (in_namespaces_ || change_uid_) isolation_.emplace_back("uid");
}

absl::Status Session::CheckIsFull() const {
  std::vector<std::string> missing;
  if (!in_namespaces_) {
    missing.push_back(absl::StrCat("namespaces (", namespace_failure_, ")"));
  }
  if (!foundation_.cgroup) {
    missing.push_back(absl::StrCat("cgroup (", foundation_.cgroup_reason, ")"));
  }
  if (!foundation_.wanted.seccomp) missing.emplace_back("seccomp");
  if (foundation_.landlock == 0) missing.emplace_back("landlock");
  if (missing.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "full isolation cannot be had here, missing: ",
      absl::StrJoin(missing, ", "), "; `grader doctor` tells the cure"));
}

}  // namespace grader::sandbox

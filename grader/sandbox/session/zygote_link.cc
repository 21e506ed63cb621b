#include "grader/sandbox/session/zygote_link.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/sandbox/isolation/landlock.h"
#include "grader/sandbox/kernel/run_descriptors.h"
#include "grader/sandbox/kernel/small_files.h"
#include "grader/sandbox/kernel/system_failure.h"

namespace grader::sandbox {
namespace {

constexpr std::uint64_t kNamespaces = CLONE_NEWUSER | CLONE_NEWPID |
                                      CLONE_NEWNS | CLONE_NEWNET |
                                      CLONE_NEWIPC | CLONE_NEWUTS;

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
  if (cgroup != nullptr && cgroup->LeaveMemory() != 0) {
    SendNotice(notices, FailureNotice("cannot leave the cgroup", errno),
               nullptr, 0);
    _exit(1);
  }
  constexpr int kOrders = kRunDescriptors;
  constexpr int kNotices = kRunDescriptors + 1;
  constexpr int kMemory = kRunDescriptors + 2;
  const int high_orders = fcntl(orders, F_DUPFD, 100);
  const int high_notices = fcntl(notices, F_DUPFD, 100);
  const bool leaves_memory =
      cgroup != nullptr && cgroup->memory_entrance() >= 0;
  const int high_memory =
      leaves_memory ? fcntl(cgroup->memory_entrance(), F_DUPFD, 100) : -1;
  const int null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd < kRunDescriptors; ++fd) dup2(null, fd);
  dup2(high_orders, kOrders);
  dup2(high_notices, kNotices);
  if (!leaves_memory) {
    close(kMemory);  // whatever that was
  } else if (dup2(high_memory, kMemory) < 0) {
    _exit(1);
  }
  // The supervisor's end among them: while a copy of it is open here, nobody
  // would learn from the socket that the supervisor has died.
  syscall(SYS_close_range, kMemory + 1, ~0U, 0);
  char byte;
  const bool mapped = read(kOrders, &byte, 1) == 1;
  if (mapped) {
    ServeAsZygote(settings, kOrders, kNotices, leaves_memory ? kMemory : -1);
  }
  _exit(0);
}

// Who is who in the user namespace of `process1`, which waits for it.
absl::Status MapUsers(pid_t process1, const RunUser& user) {
  const std::string proc = absl::StrCat("/proc/", process1);
  if (!user.change) {
    absl::Status denied = WriteSmallFile(proc + "/setgroups", "deny");
    if (!denied.ok()) return denied;
  }
  absl::Status users =
      WriteSmallFile(proc + "/uid_map", MapFor(user, geteuid()));
  if (!users.ok()) return users;
  return WriteSmallFile(proc + "/gid_map", MapFor(user, getegid()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<ZygoteLink>> ZygoteLink::Start(
    Foundation& foundation, bool namespaces, const RunUser& user,
    const RunBox& box) {
  std::unique_ptr<ZygoteLink> link(
      new ZygoteLink(foundation, namespaces, user, box));
  const absl::Status status = link->Begin(user);
  if (!status.ok()) return status;
  return link;
}

ZygoteLink::ZygoteLink(Foundation& foundation, bool namespaces,
                       const RunUser& user, const RunBox& box)
    : foundation_(foundation) {
  const bool scopes = foundation.landlock >= kLandlockScopes;
  settings_.namespaces = namespaces;
  settings_.uid = user.inner;
  settings_.change_uid = user.change;
  settings_.box = box.path();
  settings_.landlock = foundation.landlock;
  settings_.policy.sockets = namespaces;
  settings_.policy.signals = namespaces || user.change || scopes;
  settings_.cgroup = foundation.cgroup.has_value();
  driver_within_reach_ =
      !scopes && (settings_.policy.signals || !foundation.wanted.seccomp);
}

absl::Status ZygoteLink::Begin(const RunUser& user) {
  int orders[2];
  int notices[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, orders) != 0 ||
      socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, notices) != 0) {
    return SystemFailure("socketpair");
  }
  orders_.reset(orders[0]);
  notices_.reset(notices[0]);
  const UniqueFd child_orders(orders[1]);
  const UniqueFd child_notices(notices[1]);
  const int yes = 1;
  setsockopt(notices_.get(), SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes);

  UniqueFd group;                    // to start in: version 2
  const Cgroup* to_enter = nullptr;  // or to enter after the start
  if (foundation_.cgroup && foundation_.cgroup->version() == 2) {
    group.reset(open(foundation_.cgroup->folders()[0].c_str(),
                     O_PATH | O_DIRECTORY | O_CLOEXEC));
  } else if (foundation_.cgroup) {
    to_enter = &*foundation_.cgroup;
  }
  pid_ = CloneInto(in_namespaces() ? kNamespaces : 0, group ? group.get() : -1);
  if (pid_ == 0) {
    BecomeZygote(settings_, to_enter, child_orders.get(), child_notices.get());
  }
  if (pid_ < 0) return SystemFailure("no new namespaces");
  ++foundation_.sessions;
  absl::Status status =
      in_namespaces() ? MapUsers(pid_, user) : absl::OkStatus();
  if (status.ok()) status = AwaitStart();
  alive_ = status.ok();
  return status;
}

absl::Status ZygoteLink::AwaitStart() const {
  ReceivedNotice started;
  if (send(orders_.get(), "", 1, MSG_NOSIGNAL) != 1) {
    return SystemFailure("process 1 does not answer");
  }
  const absl::StatusOr<absl::string_view> filters =
      PackedFilters(in_namespaces(), foundation_);
  if (!filters.ok()) return filters.status();
  // A process 1 that has failed says so and takes no more orders.
  Send(Order::kFilters, *filters);
  if (!Receive(kPatience, started)) {
    return SystemFailure("process 1 does not answer");
  }
  if (started.notice.kind != NoticeKind::kStarted) {
    errno = started.notice.error;
    return SystemFailure(started.notice.text.data());
  }
  return absl::OkStatus();
}

bool ZygoteLink::Send(Order order, absl::string_view blob,
                      const std::vector<int>& fds) const {
  return SendOrder(orders_.get(), order, blob, fds);
}

bool ZygoteLink::Receive(absl::Duration patience,
                         ReceivedNotice& received) const {
  return ReceiveNotice(notices_.get(), patience, received);
}

bool ZygoteLink::alive() const {
  // Process 1 says nothing here; what it never read makes its end an error.
  char byte;
  return alive_ && recv(orders_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
         errno == EAGAIN;
}

void ZygoteLink::Retire() {
  alive_ = false;
  orders_.reset();
  notices_.reset();
  // The kernel ends a namespace with its process 1; without one, process 1
  // ends its descendants when it finds that we are gone.
  if (pid_ > 1 && in_namespaces()) kill(pid_, SIGKILL);
}

void ZygoteLink::Stop() {
  Retire();
  if (pid_ <= 1) return;
  int status;
  while (waitpid(pid_, &status, __WALL) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  --foundation_.sessions;
}

}  // namespace grader::sandbox

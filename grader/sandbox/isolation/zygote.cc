#include "grader/sandbox/isolation/zygote.h"

#include <fcntl.h>
#include <linux/securebits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/capability.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grader/sandbox/isolation/isolate.h"
#include "grader/sandbox/isolation/launch.h"
#include "grader/sandbox/isolation/mounts.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/isolation/zygote_order.h"
#include "grader/sandbox/isolation/zygote_protocol.h"
#include "grader/sandbox/kernel/descendants.h"
#include "grader/sandbox/kernel/run_descriptors.h"
#include "grader/sandbox/kernel/system_failure.h"

namespace grader::sandbox {
namespace {

constexpr std::size_t kStackBytes = 1 << 19;

// What a program may read of a machine whose file tree it shares.
constexpr const char* kReadableSystem[] = {"/usr",    "/bin",      "/sbin",
                                           "/lib",    "/lib32",    "/lib64",
                                           "/libx32", "/proc/self"};
constexpr const char* kSharedDevices[] = {"/dev/null", "/dev/zero", "/dev/full",
                                          "/dev/random", "/dev/urandom"};

class Zygote {
 public:
  Zygote(const ZygoteSettings& settings, UniqueFd orders, UniqueFd notices,
         UniqueFd memory)
      : settings_(settings),
        orders_(std::move(orders)),
        notices_(std::move(notices)),
        memory_(std::move(memory)) {}

  absl::Status SetUp();
  void Serve();
  void Tell(const Notice& notice) {
    SendNotice(notices_.get(), notice, nullptr, 0);
  }

 private:
  absl::Status TakeFilters();
  absl::Status DropForGood();
  absl::Status Start(const RunOrder& order, const std::vector<UniqueFd>& fds);
  absl::Status Spawn(Launch& launch);
  LandlockRules Rules(const RunOrder& order) const;
  void Reap();
  static bool NobodyLeft();
  void KillAll();
  void NotifyEmpty();
  void NotifyDone();
  void TellEnd(const EndNotice& notice);

  const ZygoteSettings& settings_;
  UniqueFd orders_;
  UniqueFd notices_;
  UniqueFd memory_;    // see Cgroup::memory_entrance
  UniqueFd children_;  // a signalfd
  // Sets the pid that comes before the next one, in our pid namespace
  // (pid_namespaces(7)); not set where that cannot be done.
  UniqueFd last_pid_;
  std::optional<Mounts> mounts_;
  SessionFilters filters_;
  void* stack_ = nullptr;

  // The run, if there is one.
  pid_t main_ = -1;
  EndNotice exec_;  // how that went
  pid_t driver_ = -1;
  bool interactive_ = false;  // the driver is an interactor
  int driver_status_ = 0;
  std::int64_t peak_memory_bytes_ = 0;
  UniqueFd end_;
};

// As exec(3) wants them.
std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) {
    pointers.push_back(const_cast<char*>(text.c_str()));
  }
  pointers.push_back(nullptr);
  return pointers;
}

absl::Status Zygote::SetUp() {
  setsid();
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_SETMASK, &child, nullptr);
  children_.reset(signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
  stack_ = mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (!children_ || stack_ == MAP_FAILED)
    return SystemFailure("signalfd, mmap");
  if (settings_.namespaces) {
    if (sethostname("sandbox", 7) != 0) return SystemFailure("sethostname");
    // While there is a /proc that has it.
    last_pid_.reset(open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC));
    absl::StatusOr<Mounts> mounts = Mounts::Build(settings_.uid);
    if (!mounts.ok()) return mounts.status();
    mounts_ = *std::move(mounts);
    // Process 1 is its namespace: when it goes, so does everything in it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
  } else if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
    return SystemFailure("subreaper");
  }
  absl::Status taken = TakeFilters();
  return taken.ok() ? DropForGood() : taken;
}

// By now the supervisor has compiled them, beside what was done here.
absl::Status Zygote::TakeFilters() {
  ReceivedOrder received;
  if (!ReceiveOrder(orders_.get(), received)) return SystemFailure("filters");
  std::optional<SessionFilters> filters;
  if (received.order == Order::kFilters) filters = UnpackFilters(received.blob);
  if (!filters) return absl::InvalidArgumentError("no filters were sent");
  filters_ = *std::move(filters);
  return absl::OkStatus();
}

// What no run may have and process 1 does not need: inherited by all.
absl::Status Zygote::DropForGood() {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return SystemFailure("no_new_privs");
  }
  // Whoever may not do this has none to drop.
  for (cap_value_t capability = 0; capability < cap_max_bits(); ++capability) {
    if (cap_drop_bound(capability) != 0 && errno != EPERM) {
      return SystemFailure("capability bounding set");
    }
  }
  if (cap_set_secbits(SECBIT_NOROOT | SECBIT_NOROOT_LOCKED |
                      SECBIT_NO_CAP_AMBIENT_RAISE |
                      SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED) != 0 &&
      errno != EPERM) {
    return SystemFailure("securebits");
  }
  if (!filters_.all.empty() && InstallFilter(filters_.all) != 0) {
    return SystemFailure("seccomp");
  }
  return absl::OkStatus();
}

void Zygote::Serve() {
  while (true) {
    pollfd ready[] = {{orders_.get(), POLLIN, 0}, {children_.get(), POLLIN, 0}};
    if (poll(ready, 2, -1) < 0 && errno != EINTR) return;
    if (ready[1].revents != 0) Reap();
    if (ready[0].revents == 0) continue;
    ReceivedOrder received;
    if (!ReceiveOrder(orders_.get(), received)) return KillAll();
    switch (received.order) {
      case Order::kFilters:
        break;  // they are there
      case Order::kKillAll:
        KillAll();
        NotifyEmpty();
        break;
      case Order::kClear:
        end_.reset();
        if (mounts_) mounts_->Clear();
        break;
      case Order::kAnswer:
        NotifyDone();
        break;
      case Order::kRun: {
        const std::optional<RunOrder> order = UnpackOrder(received.blob);
        const absl::Status status =
            order ? Start(*order, received.fds)
                  : absl::InvalidArgumentError("an order that makes no sense");
        if (!status.ok()) {
          if (mounts_) mounts_->Clear();
          Tell(FailureNotice(absl::string_view(status.message().data(),
                                               status.message().size()),
                             EIO));
        }
        break;
      }
    }
  }
}

absl::Status Zygote::Start(const RunOrder& order,
                           const std::vector<UniqueFd>& fds) {
  if (fds.size() < kTrace || order.argv.empty()) {
    return absl::InvalidArgumentError("an order without what it needs");
  }
  Launch launch;
  launch.argv = Pointers(order.argv);
  launch.environment = Pointers(order.environment);
  launch.fds = {fds[kInput].get(), fds[kOut].get(), fds[kErr].get(), -1,
                fds[kGo].get(),    notices_.get(),  memory_.get()};
  if (fds.size() > kTrace && !order.driver.empty()) {
    launch.driver = Pointers(order.driver);
    launch.driver_environment = Pointers(order.driver_environment);
    launch.fds.trace = fds[kTrace].get();
  }
  interactive_ = fds.size() > kTrace + 1;
  for (std::size_t i = kTrace; interactive_ && i < fds.size(); ++i) {
    launch.interactor.push_back(fds[i].get());
  }
  launch.files = &order.files;
  if (order.clock == ClockKind::kVirtual) {
    launch.clock_filter = &filters_.clock;
  }
  if (mounts_) {
    std::vector<Visible> visible;
    for (const std::string& path : order.readable) {
      visible.push_back({path, false});
    }
    if (!order.directory.empty()) visible.push_back({order.directory, true});
    std::sort(
        visible.begin(), visible.end(),
        [](const Visible& a, const Visible& b) { return a.path < b.path; });
    absl::Status status = mounts_->Prepare(order.limits, visible);
    if (!status.ok()) return status;
  }
  for (const char* folder : {"/work", "/tmp", "/shm"}) {
    launch.own_folders.push_back(settings_.box + folder);
  }
  launch.directory =
      order.directory.empty() ? launch.own_folders[0] : order.directory;
  launch.uid = settings_.uid;
  launch.change_uid = settings_.change_uid;
  // Of the same uid: process 1 itself, or whatever else the user runs.
  const int others = settings_.change_uid   ? 0
                     : settings_.namespaces ? 1
                                            : CountProcesses(getuid());
  launch.limits = ResourceLimits(order.limits, others, settings_.cgroup);
  launch.landlock = Rules(order);
  launch.policy = settings_.policy;
  launch.own_filter = !settings_.policy.signals;
  if (!filters_.runs.empty()) launch.filter = &filters_.runs;
  peak_memory_bytes_ = 0;
  driver_status_ = 0;
  end_.reset(fcntl(fds[kEnd].get(), F_DUPFD_CLOEXEC, kRunDescriptors));
  absl::Status status = Spawn(launch);
  if (status.ok() && order.last && mounts_) mounts_->LeaveMachine();
  return status;
}

LandlockRules Zygote::Rules(const RunOrder& order) const {
  LandlockRules rules;
  rules.version = settings_.landlock;
  if (rules.version == 0) return rules;
  if (mounts_) {
    rules.paths = {{"/", Access::kRead}, {"/dev", Access::kDevice}};
  } else {
    for (const char* path : kReadableSystem) {
      rules.paths.emplace_back(path, Access::kRead);
    }
    for (const std::string& path : SystemConfiguration()) {
      rules.paths.emplace_back(path, Access::kRead);
    }
    for (const char* path : kSharedDevices) {
      rules.paths.emplace_back(path, Access::kDevice);
    }
    for (const std::string& path : order.readable) {
      rules.paths.emplace_back(path, Access::kRead);
    }
  }
  rules.paths.emplace_back(settings_.box, Access::kPrivate);
  if (!order.directory.empty()) {
    rules.paths.emplace_back(order.directory, Access::kPrivate);
  }
  return rules;
}

// A child that shares our memory and holds us until its exec costs a third of
// one that copies it.
absl::Status Zygote::Spawn(Launch& launch) {
  // How many processes a run has started would be a message to the next one.
  if (last_pid_ && pwrite(last_pid_.get(), "1", 1, 0) != 1) last_pid_.reset();
  main_ = clone(RunLaunch, static_cast<char*>(stack_) + kStackBytes,
                CLONE_VM | CLONE_VFORK | SIGCHLD, &launch);
  exec_ = launch.exec;
  driver_ = launch.driver_pid;
  if (main_ < 0) return SystemFailure("clone");
  return absl::OkStatus();
}

bool Zygote::NobodyLeft() {
  return waitid(P_ALL, 0, nullptr, WEXITED | WNOHANG | WNOWAIT) != 0 &&
         errno == ECHILD;
}

void Zygote::Reap() {
  signalfd_siginfo drained;
  while (read(children_.get(), &drained, sizeof drained) > 0) {
  }
  int status;
  pid_t pid;
  rusage usage;
  while ((pid = wait4(-1, &status, WNOHANG, &usage)) > 0) {
    peak_memory_bytes_ =
        std::max<std::int64_t>(peak_memory_bytes_, usage.ru_maxrss * kKiB);
    if (pid == driver_) {
      driver_status_ = status;
      driver_ = -1;
      // One that could not be started has not ended: that it failed is told
      // with the other's end.
      if (interactive_ && exec_.exec_errno == 0) TellEnd({status, 0, true});
    }
    if (pid != main_) continue;
    // What it leaves behind does not speak for it: of the connection, the
    // driver comes to the end of what was sent by now.
    if (driver_ > 0 && !interactive_) KillDescendants(driver_);
    // Mostly nobody is left then: saying so at once saves being asked.
    if (NobodyLeft()) NotifyEmpty();
    EndNotice notice = exec_;
    notice.wait_status = status;
    TellEnd(notice);
    main_ = -1;
  }
}

void Zygote::TellEnd(const EndNotice& notice) {
  // Not closed yet: a reader that found nothing and then sees the socket closed
  // takes that for its end, even with the notice just come.
  send(end_.get(), &notice, sizeof notice, MSG_NOSIGNAL);
}

void Zygote::KillAll() {
  // Whoever forks while it is being killed is found in the next round.
  while (true) {
    // Everybody in our pid namespace; anywhere else that would be everybody.
    if (settings_.namespaces && getpid() == 1) {
      kill(-1, SIGKILL);
    } else {
      KillDescendants();
    }
    Reap();
    if (NobodyLeft()) break;
    pollfd ended = {children_.get(), POLLIN, 0};
    poll(&ended, 1, 10);
  }
}

void Zygote::NotifyDone() {
  Notice notice;
  notice.kind = NoticeKind::kDone;
  Tell(notice);
}

void Zygote::NotifyEmpty() {
  Notice notice;
  notice.kind = NoticeKind::kEmpty;
  if (mounts_) {
    const Mounts::Use use = mounts_->use();
    notice.disk_full = use.disk_full;
    notice.files_full = use.files_full;
  }
  rusage usage;
  if (getrusage(RUSAGE_CHILDREN, &usage) == 0) {
    notice.cpu_ns =
        absl::ToInt64Nanoseconds(absl::DurationFromTimeval(usage.ru_utime) +
                                 absl::DurationFromTimeval(usage.ru_stime));
  }
  notice.peak_memory_bytes = peak_memory_bytes_;
  notice.driver_status = driver_status_;
  Tell(notice);
}

}  // namespace

void ServeAsZygote(const ZygoteSettings& settings, int orders, int notices,
                   int memory) {
  // Out of the way of the descriptors that runs are given.
  UniqueFd own_orders(fcntl(orders, F_DUPFD_CLOEXEC, kRunDescriptors));
  UniqueFd own_notices(fcntl(notices, F_DUPFD_CLOEXEC, kRunDescriptors));
  UniqueFd own_memory(fcntl(memory, F_DUPFD_CLOEXEC, kRunDescriptors));
  Zygote zygote(settings, std::move(own_orders), std::move(own_notices),
                std::move(own_memory));
  const absl::Status status = zygote.SetUp();
  if (!status.ok()) {
    zygote.Tell(FailureNotice(
        absl::string_view(status.message().data(), status.message().size()),
        EIO));
    return;
  }
  Notice started;
  started.kind = NoticeKind::kStarted;
  zygote.Tell(started);
  zygote.Serve();
}

}  // namespace grader::sandbox

#include "grader/sandbox/isolation/isolate.h"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "grader/sandbox/isolation/driver_start.h"
#include "grader/sandbox/isolation/launch.h"
#include "grader/sandbox/isolation/zygote_protocol.h"
#include "grader/sandbox/kernel/run_descriptors.h"
#include "grader/sandbox/kernel/unique_fd.h"

namespace grader::sandbox {
namespace {

constexpr unsigned kCloseRangeCloexec = 1U << 2;  // CLOSE_RANGE_CLOEXEC

// Tells the supervisor what failed and ends.
[[noreturn]] void Fail(const Launch& launch, const char* what) {
  const Notice notice = FailureNotice(what, errno);
  SendNotice(launch.fds.notice, notice, nullptr, 0);
  _exit(127);
}

void TakeDescriptors(const Launch& launch, const DriverStart* driver) {
  const LaunchDescriptors& fds = launch.fds;
  const bool linked = driver != nullptr && launch.interactor.empty();
  const int out = linked ? fds.err : fds.out;
  if (dup2(fds.input, 0) < 0 || dup2(out, 1) < 0 || dup2(fds.err, 2) < 0) {
    Fail(launch, "dup2");
  }
  int own = kTraceDescriptor;
  if (linked) {
    if (!driver->TakeDescriptors()) Fail(launch, "dup2");
    own = kLinkDescriptor + 1;
  }
  // Whatever else there is, this process needs until its exec.
  if (syscall(SYS_close_range, own, ~0U, kCloseRangeCloexec) != 0) {
    Fail(launch, "close_range");
  }
}

void TakeUser(const Launch& launch) {
  if (launch.change_uid &&
      (setgroups(0, nullptr) != 0 ||
       setresgid(launch.uid, launch.uid, launch.uid) != 0 ||
       setresuid(launch.uid, launch.uid, launch.uid) != 0)) {
    Fail(launch, "cannot change to the unprivileged user");
  }
  // Where the uid stays the same, so do capabilities in the user namespace.
  const std::unique_ptr<_cap_struct, decltype(&cap_free)> none(cap_init(),
                                                               cap_free);
  if (none == nullptr || cap_set_proc(none.get()) != 0) {
    Fail(launch, "cannot drop capabilities");
  }
  // A change of user clears it. Nobody outlives process 1.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
}

// Opens the folder that `name` lies in, below `directory`, making what is
// missing; no symbolic link is followed. `name` becomes its last part.
UniqueFd OpenParent(int directory, std::string& name) {
  UniqueFd parent(fcntl(directory, F_DUPFD_CLOEXEC, kRunDescriptors));
  std::size_t slash;
  while (parent && (slash = name.find('/')) != std::string::npos) {
    const std::string part = name.substr(0, slash);
    name.erase(0, slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      errno = EINVAL;
      return UniqueFd();
    }
    mkdirat(parent.get(), part.c_str(), 0755);
    parent.reset(openat(parent.get(), part.c_str(),
                        O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  }
  return parent;
}

void WriteFiles(const Launch& launch, int directory) {
  for (const InputFile& file : *launch.files) {
    std::string name = file.name;
    const UniqueFd parent = OpenParent(directory, name);
    if (!parent) Fail(launch, "cannot make the folder of an input file");
    const UniqueFd to(
        openat(parent.get(), name.c_str(),
               O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644));
    std::size_t done = 0;
    while (to && done < file.content.size()) {
      const ssize_t length = write(to.get(), file.content.data() + done,
                                   file.content.size() - done);
      if (length <= 0) break;
      done += static_cast<std::size_t>(length);
    }
    if (!to || done < file.content.size()) {
      Fail(launch, "cannot write an input file");
    }
  }
}

UniqueFd TakeDirectory(const Launch& launch) {
  umask(022);
  for (const std::string& folder : launch.own_folders) {
    if (mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) {
      Fail(launch, "cannot make a folder");
    }
  }
  if (chdir(launch.directory.c_str()) != 0) {
    Fail(launch, "cannot enter the working directory");
  }
  UniqueFd directory(open(".", O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!directory) Fail(launch, "cannot open the working directory");
  WriteFiles(launch, directory.get());
  return directory;
}

void TakeGroup(const Launch& launch) {
  const int memory = launch.fds.memory;
  if (memory >= 0 && write(memory, "0", 1) != 1) {
    Fail(launch, "cannot enter the cgroup");
  }
}

// Makes this process the first that the kernel ends when memory is short.
void OfferAsVictim() {
  const UniqueFd file(open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
  if (file && write(file.get(), "1000", 4) != 4) errno = 0;
}

UniqueFd TakeFilters(const Launch& launch) {
  if (launch.landlock.version > 0 && RestrictPaths(launch.landlock) != 0) {
    Fail(launch, "landlock");
  }
  FilterProgram own;
  const FilterProgram* filter = launch.filter;
  if (filter != nullptr && launch.own_filter) {
    Policy policy = launch.policy;
    policy.self = getpid();
    absl::StatusOr<FilterProgram> compiled = CompileRunPolicy(policy);
    if (!compiled.ok()) Fail(launch, "seccomp filter");
    own = *std::move(compiled);
    filter = &own;
  }
  if (filter != nullptr && InstallFilter(*filter) != 0) Fail(launch, "seccomp");
  if (launch.clock_filter == nullptr) return UniqueFd();
  UniqueFd listener(InstallNotifyingFilter(*launch.clock_filter));
  if (!listener) Fail(launch, "seccomp notification");
  return listener;
}

// After everything that opens files, of which few may be allowed.
void TakeLimits(const Launch& launch) {
  for (const auto& [number, wanted] : launch.limits) {
    const auto resource = static_cast<__rlimit_resource>(number);
    if (setrlimit(resource, &wanted) == 0) continue;
    // Whoever started the grader allows it less.
    rlimit limit;
    if (getrlimit(resource, &limit) != 0) Fail(launch, "getrlimit");
    limit.rlim_cur = std::min(wanted.rlim_cur, limit.rlim_max);
    limit.rlim_max = std::min(wanted.rlim_max, limit.rlim_max);
    if (setrlimit(resource, &limit) != 0) Fail(launch, "setrlimit");
  }
}

void Await(const Launch& launch, const UniqueFd& listener,
           const UniqueFd& directory) {
  Notice notice;
  notice.kind = NoticeKind::kReady;
  notice.has_listener = static_cast<bool>(listener);
  const int both[] = {directory.get(), listener.get()};
  if (!SendNotice(launch.fds.notice, notice, both, listener ? 2 : 1)) {
    _exit(127);
  }
  char byte;
  ssize_t length;
  do {
    length = read(launch.fds.go, &byte, 1);
  } while (length < 0 && errno == EINTR);
  if (length != 1) _exit(127);
}

}  // namespace

std::vector<std::pair<int, rlimit>> ResourceLimits(const Limits& limits,
                                                   int others, bool cgroup) {
  const auto both = [](std::int64_t value) {
    return rlimit{static_cast<rlim_t>(value), static_cast<rlim_t>(value)};
  };
  // The supervisor watches the CPU time; this ends what it would not see.
  const std::int64_t seconds =
      absl::ToInt64Seconds(absl::Ceil(limits.cpu, absl::Seconds(1))) + 2;
  // The cgroup should refuse first: it says so afterwards.
  const std::int64_t processes = limits.processes + others + (cgroup ? 64 : 0);
  return {
      {RLIMIT_CORE, both(0)},
      {RLIMIT_CPU, both(seconds)},
      {RLIMIT_FSIZE, both(limits.file_bytes)},
      {RLIMIT_NOFILE, both(limits.open_files)},
      {RLIMIT_NPROC, both(processes)},
      {RLIMIT_MEMLOCK, both(64 * kKiB)},
      {RLIMIT_MSGQUEUE, both(0)},
      {RLIMIT_NICE, both(0)},
      {RLIMIT_RTPRIO, both(0)},
      {RLIMIT_SIGPENDING, both(1024)},
      {RLIMIT_STACK, {static_cast<rlim_t>(StackOf(limits)), RLIM_INFINITY}}};
}

int RunLaunch(void* argument) {
  Launch& launch = *static_cast<Launch*>(argument);
  // Process 1 leads the session.
  setpgid(0, 0);
  signal(SIGPIPE, SIG_DFL);
  std::optional<DriverStart> driver;
  if (!launch.driver.empty()) {
    driver = DriverStart::Prepare(launch.landlock.version);
    if (!driver) Fail(launch, "cannot prepare the driver");
  }
  TakeDescriptors(launch, driver ? &*driver : nullptr);
  TakeGroup(launch);
  OfferAsVictim();
  TakeUser(launch);
  const UniqueFd directory = TakeDirectory(launch);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  {
    const UniqueFd listener = TakeFilters(launch);
    TakeLimits(launch);
    Await(launch, listener, directory);
  }
  // After the listener is the supervisor's, so that it hears of both.
  if (driver) {
    launch.exec = {0, driver->Start(launch), true};
    if (launch.exec.exec_errno != 0) _exit(127);
    launch.exec = {};
  }
  execve(launch.argv[0], launch.argv.data(), launch.environment.data());
  launch.exec = {0, errno, false};
  _exit(127);
}

}  // namespace grader::sandbox

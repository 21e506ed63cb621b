#include "grader/sandbox/isolation/policy.h"

#include <asm/ioctls.h>
#include <fcntl.h>
#include <linux/membarrier.h>
#include <linux/sched.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <initializer_list>
#include <memory>
#include <vector>

// Newer than the headers of Debian 12.
#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif
#ifndef PR_SCHED_CORE
#define PR_SCHED_CORE 62
#endif

namespace grader::sandbox {
namespace {

constexpr int kNamespaceFlags[] = {CLONE_NEWUSER,   CLONE_NEWPID, CLONE_NEWNS,
                                   CLONE_NEWIPC,    CLONE_NEWNET, CLONE_NEWUTS,
                                   CLONE_NEWCGROUP, CLONE_NEWTIME};

// Not there, as far as the submission can tell.
constexpr const char* kAbsent[] = {
    // Ways around the filter itself: calls made by the kernel on one's behalf,
    // flags in memory that a filter cannot see (glibc falls back to clone).
    "io_uring_setup", "io_uring_enter", "io_uring_register", "clone3",
    // Other processes' memory and descriptors.
    "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp",
    "process_madvise", "userfaultfd",
    // Waits in the kernel, with a timeout, in a call that no filter follows.
    "io_setup",
    // Kernel facilities with a history, of no use to an exercise.
    "bpf", "perf_event_open", "add_key", "request_key", "keyctl",
    "lookup_dcookie", "nfsservctl", "vmsplice", "memfd_secret",
    // System V and POSIX IPC: outlives the process.
    "shmget", "semget", "msgget", "mq_open", "mq_unlink",
    // The newer mount interface, as far as process 1 does not use it.
    "fsopen", "fsconfig", "fsmount", "fspick", "statmount", "listmount",
    "fanotify_init"};

// There, but not permitted.
constexpr const char* kForbidden[] = {
    "ptrace", "pivot_root", "chroot", "kexec_load", "kexec_file_load",
    "init_module", "finit_module", "delete_module", "acct", "swapon", "swapoff",
    "reboot", "syslog", "settimeofday", "clock_settime", "clock_adjtime",
    "adjtimex", "iopl", "ioperm", "modify_ldt", "quotactl", "quotactl_fd",
    "open_by_handle_at", "name_to_handle_at", "vhangup", "sethostname",
    "setdomainname", "move_pages", "migrate_pages",
    // Files of the toolchain are shared
    // between submissions; who watches or
    // locks one could pass a message.
    "inotify_add_watch"};

// Say yes and do nothing. Who runs when is the machine's to decide: a task that
// stays ready without running would compute outside the clock, and a driver
// must not be made to wait. Programs use these as hints and go on without their
// effect, but some take a refusal for a failure. And nothing that a run writes
// outlives it, so there is no disk to wait for.
constexpr const char* kWithoutEffect[] = {
    "setpriority", "ioprio_set", "sched_setaffinity", "sched_setparam", "sync",
    "syncfs",      "fsync",      "fdatasync",         "sync_file_range"};

// Process 1 shows and hides parts of the machine with these.
constexpr const char* kOfProcessOne[] = {
    "mount", "umount2", "setns", "open_tree", "move_mount", "mount_setattr"};

// Collects rules; the first failure sticks.
class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ALLOW), seccomp_release) {
    if (!context_) error_ = ENOMEM;
    Keep(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2));
    Keep(seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH,
                          SCMP_ACT_KILL_PROCESS));
  }

  void Refuse(int error, const char* call,
              std::initializer_list<scmp_arg_cmp> arguments = {}) {
    const int number = seccomp_syscall_resolve_name(call);
    // Newer than this libseccomp, and so than its kernels: nothing to refuse.
    if (number == __NR_SCMP_ERROR) return;
    Keep(seccomp_rule_add_array(
        context_.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(error)), number,
        static_cast<unsigned>(arguments.size()), arguments.begin()));
  }

  absl::StatusOr<FilterProgram> Compile() {
    if (error_ != 0) {
      return absl::ErrnoToStatus(error_, "cannot build the filter");
    }
    return ExportProgram(context_.get());
  }

 private:
  void Keep(int result) {
    // A call that this architecture never had needs no rule.
    if (result != 0 && result != -EDOM && error_ == 0) error_ = -result;
  }

  std::unique_ptr<void, decltype(&seccomp_release)> context_;
  int error_ = 0;
};

void RefuseNamespaces(Filter& filter) {
  for (const int flag : kNamespaceFlags) {
    const auto bit = static_cast<scmp_datum_t>(flag);
    filter.Refuse(EPERM, "unshare", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, bit, bit)});
    // In clone(2) the bit of CLONE_NEWTIME belongs to the exit signal.
    if (flag == CLONE_NEWTIME) continue;
    filter.Refuse(EPERM, "clone", {SCMP_A0_64(SCMP_CMP_MASKED_EQ, bit, bit)});
  }
}

// personality(2) changes how the kernel treats a program: refused but for three
// values. All bits set asks what the present one is; none set is the default;
// ADDR_NO_RANDOMIZE alone is what sanitizers set. A filter can compare chosen
// bits of an argument with a value, but cannot say "all but these values", so
// what is refused is described instead, leaving the bit ADDR_NO_RANDOMIZE out.
// Put the other 31 bits in a circle: unless all are set or none is, there is
// somewhere a bit that is set before one that is clear. One rule for each place
// in the circle refuses the values with that pattern there.
void RefusePersonalities(Filter& filter) {
  std::vector<unsigned> bits;
  for (unsigned i = 0; i < 32; ++i) {
    if (1U << i != ADDR_NO_RANDOMIZE) bits.push_back(i);
  }
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const scmp_datum_t set = scmp_datum_t{1} << bits[i];
    const scmp_datum_t clear = scmp_datum_t{1} << bits[(i + 1) % bits.size()];
    filter.Refuse(EPERM, "personality",
                  {SCMP_A0_64(SCMP_CMP_MASKED_EQ, set | clear, set)});
  }
}

void RefuseSockets(Filter& filter, bool local) {
  if (!local) {
    filter.Refuse(EACCES, "socket");
    return;
  }
  // The network of the sandbox is empty, but it counts what is tried in it, for
  // as long as the session lives and for all to see (/proc/self/net/snmp): that
  // would be a message to the next run.
  filter.Refuse(EAFNOSUPPORT, "socket",
                {SCMP_A0_64(SCMP_CMP_MASKED_EQ, 0xffffffff, AF_UNSPEC)});
  filter.Refuse(EAFNOSUPPORT, "socket",
                {SCMP_A0_64(SCMP_CMP_GT, scmp_datum_t{AF_UNIX})});
}

void RefuseLocks(Filter& filter) {
  filter.Refuse(ENOLCK, "flock");
  for (const int command : {F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK,
                            F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE, F_NOTIFY}) {
    filter.Refuse(ENOLCK, "fcntl",
                  {SCMP_A1_64(SCMP_CMP_MASKED_EQ, 0xffffffff,
                              static_cast<scmp_datum_t>(command))});
  }
}

// As for any ordinary user: no real-time policies. The others have no effect,
// see kWithoutEffect.
void RefuseScheduling(Filter& filter) {
  constexpr scmp_datum_t kPolicy = 0xffffffff & ~SCHED_RESET_ON_FORK;
  constexpr int kNewer = 7;  // SCHED_EXT, by programs of the kernel's owner
  for (const int policy : {SCHED_FIFO, SCHED_RR, SCHED_DEADLINE, kNewer}) {
    filter.Refuse(EPERM, "sched_setscheduler",
                  {SCMP_A1_64(SCMP_CMP_MASKED_EQ, kPolicy,
                              static_cast<scmp_datum_t>(policy))});
  }
  for (const int policy : {SCHED_OTHER, SCHED_BATCH, SCHED_IDLE}) {
    filter.Refuse(0, "sched_setscheduler",
                  {SCMP_A1_64(SCMP_CMP_MASKED_EQ, kPolicy,
                              static_cast<scmp_datum_t>(policy))});
  }
  // What it asks for is in memory, where no filter can see it.
  filter.Refuse(EPERM, "sched_setattr");
  // Keeps others off the neighbouring thread of a core.
  filter.Refuse(EINVAL, "prctl",
                {SCMP_A0_64(SCMP_CMP_MASKED_EQ, 0xffffffff, PR_SCHED_CORE)});
  // Sleeps until every core has been through the scheduler. Kernels with cores
  // that run without a tick do not have it either; membarrier(2).
  filter.Refuse(
      EINVAL, "membarrier",
      {SCMP_A0_64(SCMP_CMP_MASKED_EQ, 0xffffffff, MEMBARRIER_CMD_GLOBAL)});
}

// Signals to itself only: see Policy::signals.
void RefuseSignals(Filter& filter, pid_t self) {
  const auto own = static_cast<scmp_datum_t>(self);
  for (const char* call :
       {"kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"}) {
    filter.Refuse(EPERM, call, {SCMP_A0_64(SCMP_CMP_NE, own)});
  }
  for (const char* call : {"tkill", "pidfd_open", "pidfd_send_signal"}) {
    filter.Refuse(EPERM, call);
  }
}

}  // namespace

absl::StatusOr<FilterProgram> CompilePolicy(const Policy& policy) {
  Filter filter;
  for (const char* call : kAbsent) filter.Refuse(ENOSYS, call);
  for (const char* call : kForbidden) filter.Refuse(EPERM, call);
  for (const char* call : kWithoutEffect) filter.Refuse(0, call);
  RefuseScheduling(filter);
  RefuseNamespaces(filter);
  RefusePersonalities(filter);
  RefuseSockets(filter, policy.sockets);
  RefuseLocks(filter);
  // Files in memory that belong to no process until they are looked for.
  if (!policy.memory_files) filter.Refuse(ENOSYS, "memfd_create");
  // The limits of another process.
  filter.Refuse(EPERM, "prlimit64", {SCMP_A0_64(SCMP_CMP_NE, 0)});
  // Input put into a terminal comes out as the terminal owner's command.
  for (const scmp_datum_t request : {TIOCSTI, TIOCLINUX}) {
    filter.Refuse(EPERM, "ioctl",
                  {SCMP_A1_64(SCMP_CMP_MASKED_EQ, 0xffffffff, request)});
  }
  return filter.Compile();
}

absl::StatusOr<FilterProgram> CompileRunPolicy(const Policy& policy) {
  Filter filter;
  for (const char* call : kOfProcessOne) filter.Refuse(EPERM, call);
  if (!policy.signals) RefuseSignals(filter, policy.self);
  return filter.Compile();
}

}  // namespace grader::sandbox

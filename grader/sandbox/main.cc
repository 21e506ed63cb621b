// grader-sandbox: confines, runs and times what a grader asks it to.
//
// Theory of operation. The grader starts this program with a stream socket as
// its descriptor 0 and sends requests (execute/wire.h); one reply follows each.
// This program is the supervisor: it stays outside, has one thread, and dies
// with the grader. For each submission it clones a process 1 into fresh
// namespaces (session/session.h, isolation/zygote.h); for each run, process 1
// clones a child that takes its limits and filters (isolation/isolate.h) and is
// held until the supervisor lets it go and watches it
// (supervision/supervise.h), on the virtual clock with what is in clock/. A
// problem's driver or interactor runs beside it (isolation/driver_start.h).
//
// However the grader ends, so does this program, and everything with it:
// the kernel kills traced tasks with their tracer, process 1 with its parent,
// and a pid namespace with its process 1. Folders and cgroups that could not be
// removed then are by the next start; who uses one holds a lock on it.
//
// What it guarantees, as far as the layers named in each observation reach:
//  1. The submission sees the toolchain, read-only, its own files and nothing
//     else of the machine, and no descriptor but those meant for it.
//  2. No network, no System V or POSIX IPC, no keyrings, no io_uring, no nested
//     namespaces; no file and no process it leaves behind is seen by the next
//     run, nor how many processes it had.
//  3. Each limit that ends a run is named, and others that were reached as far
//     as the kernel tells of them.
//  4. When a run ends, all its processes are gone; when the grader ends, too.
//  5. A build is confined like a run; its limits hold for all its commands
//     together (execute/build_steps.h).
//  6. What a run did is told by this program and the driver, not by the
//     submission, which reaches neither's memory nor descriptors and has no say
//     in when they run.
//  7. The layers that were active are named, and a run that requires all of
//     them is refused where one is missing.
// What it does not: it shares the machine's kernel, processor and caches, so it
// is no defence against a hole in the kernel or a side channel in the hardware;
// and a run may learn which processor and kernel it is on. Nor does it hide
// what the kernel counts for the whole machine: inode numbers of pipes and
// sockets, numbers of devices and mounts, uptime, load and free memory
// (sysinfo(2)), the time of day when a run starts, and which pages of the
// toolchain's files are in memory (RWF_NOWAIT and the like): through these,
// runs that agreed on it could pass a few bits to each other.
// /proc/self/mountinfo names the machine's disks. Without a pid namespace
// process ids are the machine's, and tell of other runs; with one whose count
// cannot be set (/proc/sys/kernel/ns_last_pid, read-only in some containers)
// they tell of earlier runs of the session. Without namespaces a submission may
// ask for the size and times of any file, and change permissions and times of
// those that its user owns; the limit of disk is looked at from time to time,
// and leaves out what is unlinked and only mapped, or on its way through a
// socket. Without a cgroup memory is counted from time to time, as what
// processes have of their own and their page tables: what sockets hold is not,
// up to the kernel's limit for each of the descriptors, nor shared memory that
// no process has mapped any more. Without Landlock a submission can open its
// driver's files in /proc, and read what an interactor knows: print in its
// place, take processor time from it where sessions share cores (sched(7),
// autogroup), and, where ptrace is not restricted (Yama), change its memory and
// so forge its trace. Before Landlock's sixth version (Linux 6.12) it can
// signal its driver: kill or stop it, but not make a case complete by that. The
// kernel does not tell when it refuses a descriptor or, without a cgroup, a
// process. Those limits hold, but a run that reaches one only for less than the
// time between two looks (milliseconds), or by a process that is gone by the
// second, is not told of. A run that waits for more descriptors at a time than
// this program may have open itself ends at the limit of open files. On the
// virtual clock, steps in sequence that many threads try at once, none of which
// sleeps, cannot be told from work side by side: on its two cores they may hide
// half of their time.
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include "grader/execute/descriptors.h"
#include "grader/execute/wire.h"
#include "grader/sandbox/session/layers.h"
#include "grader/sandbox/session/session.h"
#include "grader/sandbox/session/wanted_layers.h"

namespace grader::sandbox {
namespace {

constexpr int kControl = 0;

// For the handler below, which may touch nothing more complicated: the
// processes 1 that the kernel takes all others with, the sockets that the
// others hear of the end through, and the folders of the cgroup.
constexpr std::size_t kMaxSessions = 3;
volatile pid_t emergency_processes[kMaxSessions];
volatile int emergency_orders[kMaxSessions] = {-1, -1, -1};
char emergency_folders[4][512];

// Reaps until nothing is left or the patience is. Process 1 cannot end before
// its descendants are reaped, and those that are traced are reaped by their
// tracer first, which is this program: who waits for process 1 alone waits for
// ever.
void ReapAll() {
  constexpr int kTries = 2000;
  constexpr timespec kPause = {0, 1'000'000};
  for (int i = 0; i < kTries; ++i) {
    pid_t reaped;
    while ((reaped = waitpid(-1, nullptr, WNOHANG | __WALL)) > 0) {
    }
    if (reaped < 0) return;
    nanosleep(&kPause, nullptr);
  }
}

// Something happened on the control socket during a run, when nobody reads it:
// if the grader is gone, so are we, at once and with everything we started.
// What cannot be waited for dies all the same: the kernel kills traced tasks
// with their tracer (PTRACE_O_EXITKILL), process 1 with its parent, and
// everything else with process 1. The next start removes a cgroup that stays.
void OnControl(int) {
  char byte;
  if (recv(kControl, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0) return;
  for (const pid_t process : emergency_processes) {
    if (process > 1) kill(process, SIGKILL);
  }
  // Without namespaces process 1 itself ends its descendants.
  for (const int orders : emergency_orders) {
    if (orders >= 0) shutdown(orders, SHUT_RDWR);
  }
  ReapAll();
  for (const char* folder : emergency_folders) {
    if (folder[0] != '\0') rmdir(folder);
  }
  _exit(0);
}

// While it lives, OnControl is called when something happens on the control
// socket.
class HangupAlarm {
 public:
  HangupAlarm() {
    Set(1);
    OnControl(SIGIO);  // the grader may have gone before that line
  }
  ~HangupAlarm() { Set(0); }

 private:
  static void Set(int on) { ioctl(kControl, FIOASYNC, &on); }
};

void PrepareEmergency(const Foundation& foundation) {
  if (foundation.cgroup) {
    std::size_t i = 0;
    for (const std::string& folder : foundation.cgroup->folders()) {
      snprintf(emergency_folders[i++], sizeof emergency_folders[0], "%s",
               folder.c_str());
    }
  }
  struct sigaction action = {};
  action.sa_handler = OnControl;
  action.sa_flags = SA_RESTART;
  sigaction(SIGIO, &action, nullptr);
  fcntl(kControl, F_SETOWN, getpid());
}

// The session in use, and one in waiting: the first of all, and another once a
// second one was asked for. A grader that goes from submission to submission
// need not wait for it.
class Sessions {
 public:
  explicit Sessions(Foundation& foundation) : foundation_(foundation) {
    StartNext();
  }

  absl::StatusOr<RunReply> Run(const RunRequest& request) {
    if (now_ != nullptr && (request.fresh_session || !now_->alive())) {
      past_ = std::move(now_);
      past_->Retire();
    }
    if (now_ == nullptr) now_ = std::move(next_);
    if (now_ == nullptr) {
      absl::StatusOr<std::unique_ptr<Session>> started =
          Session::Start(foundation_);
      if (!started.ok()) return started.status();
      now_ = *std::move(started);
    }
    if (request.full_isolation) {
      absl::Status full = now_->layers().CheckIsFull();
      if (!full.ok()) {
        now_.reset();  // the next one may have what this one could not get
        return full;
      }
    }
    NameEmergencies();
    const HangupAlarm alarm;
    return now_->Run(request);
  }

  // What can be done after the reply.
  void TidyUp() {
    if (now_ != nullptr && !now_->alive()) now_.reset();
    if (past_ == nullptr) return;
    past_.reset();
    StartNext();
  }

 private:
  // If it fails, so will the next run, which can say so.
  void StartNext() {
    absl::StatusOr<std::unique_ptr<Session>> started =
        Session::Start(foundation_);
    if (started.ok()) next_ = *std::move(started);
  }

  // Without namespaces a process 1 must live to end the others.
  void NameEmergencies() const {
    std::size_t i = 0;
    for (const auto* session : {&now_, &past_, &next_}) {
      const bool there = *session != nullptr;
      const bool named = there && (*session)->in_namespaces();
      emergency_processes[i] = named ? (*session)->process1().pid() : -1;
      emergency_orders[i++] =
          there && !named ? (*session)->process1().orders() : -1;
    }
  }

  Foundation& foundation_;
  std::unique_ptr<Session> past_, now_, next_;
};

int Serve() {
  signal(SIGPIPE, SIG_IGN);
  // While the rest is made ready: nobody need wait for it.
  if (!WriteFrame(kControl, kSandboxGreeting).ok()) return 1;
  // Every reading of the virtual clock waits for this process. Where the kernel
  // shares processors among sessions (sched(7), autogroup), one of its own
  // keeps it from queueing behind all that runs beside the grader.
  setsid();
  if (absl::Status status = AllowManyDescriptors(); !status.ok()) {
    fprintf(stderr, "grader-sandbox: %s\n", status.ToString().c_str());
    return 1;
  }
  Foundation foundation = LayFoundation(LayersFromEnvironment());
  PrepareEmergency(foundation);
  Sessions sessions(foundation);
  while (true) {
    const absl::StatusOr<std::string> bytes = ReadFrame(kControl);
    if (!bytes.ok()) return absl::IsOutOfRange(bytes.status()) ? 0 : 1;
    absl::StatusOr<RunRequest> request = DecodeRequest(*bytes);
    const absl::Status sent = WriteFrame(
        kControl,
        EncodeReply(request.ok() ? sessions.Run(*request) : request.status()));
    if (!sent.ok()) return 1;
    sessions.TidyUp();
  }
}

}  // namespace
}  // namespace grader::sandbox

int main(int argc, char** argv) {
  if (argc == 2 && strcmp(argv[1], "--probe") == 0) {
    puts(grader::sandbox::LayersJson(grader::sandbox::ProbeLayers()).c_str());
    return 0;
  }
  if (argc != 2 || strcmp(argv[1], "--serve") != 0) {
    fprintf(stderr,
            "usage: grader-sandbox --serve | --probe\n"
            "Runs programs for a grader, which starts it with --serve; with "
            "--probe, tells which layers of isolation this machine offers.\n");
    return 2;
  }
  return grader::sandbox::Serve();
}

// Tries to change who gets a core and when, for itself and for its driver;
// prints what has changed. With an argument: through files in /proc, too.
#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace {

constexpr int kIoprioProcess = 1;
constexpr int kIdleIo = 3 << 13;

struct State {
  int nice;
  int policy;
  int cores;
  long io;

  explicit State(pid_t pid)
      : nice(getpriority(PRIO_PROCESS, static_cast<id_t>(pid))),
        policy(sched_getscheduler(pid)),
        io(syscall(SYS_ioprio_get, kIoprioProcess, pid)) {
    cpu_set_t all;
    sched_getaffinity(pid, sizeof all, &all);
    cores = CPU_COUNT(&all);
  }
};

void TryFiles(pid_t pid) {
  for (const char* file : {"autogroup", "sched"}) {
    const std::string path =
        "/proc/" + (pid == 0 ? "self" : std::to_string(pid)) + "/" + file;
    const int fd = open(path.c_str(), O_WRONLY);
    if (fd >= 0 && write(fd, "19", 2) == 2) std::printf("%s\n", file);
  }
}

void Try(pid_t pid) {
  setpriority(PRIO_PROCESS, static_cast<id_t>(pid), 19);
  setpriority(PRIO_USER, getuid(), 19);
  setpriority(PRIO_PGRP, 0, 19);
  syscall(SYS_ioprio_set, kIoprioProcess, pid, kIdleIo);
  const sched_param none = {};
  sched_setscheduler(pid, SCHED_IDLE, &none);
  sched_setscheduler(pid, SCHED_BATCH | SCHED_RESET_ON_FORK, &none);
  struct {
    unsigned size = 48, policy = SCHED_IDLE;
    unsigned long rest[5] = {};
  } attributes;
  syscall(SYS_sched_setattr, pid, &attributes, 0);
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(0, &one);
  sched_setaffinity(pid, sizeof one, &one);
}

void Compare(const char* whose, const State& before, const State& now) {
  if (before.nice != now.nice) std::printf("%s nice\n", whose);
  if (before.policy != now.policy) std::printf("%s policy\n", whose);
  if (before.cores != now.cores) std::printf("%s cores\n", whose);
  if (before.io != now.io) std::printf("%s io\n", whose);
}

}  // namespace

int main(int argc, char**) {
  std::FILE* questions = fdopen(4, "r");
  int driver = 0;
  if (std::fscanf(questions, "%d", &driver) != 1 || driver <= 1) return 1;
  const State own(0), others(driver);
  Try(0);
  Try(driver);
  if (argc > 1) {
    TryFiles(0);
    TryFiles(driver);
  }
  Compare("own", own, State(0));
  Compare("driver's", others, State(driver));
  const sched_param highest = {.sched_priority = 1};
  if (sched_setscheduler(0, SCHED_FIFO, &highest) == 0) std::puts("real time");
  if (nice(1) == -1) std::puts("nice is an error");
  std::fflush(stdout);
  // The driver is there until it has its answer.
  int question = 0;
  while (std::fscanf(questions, "%d", &question) == 1) dprintf(4, "answer\n");
}

// stepped_clock FILE COMMAND…: runs COMMAND, for which the time of day is that
// of this machine and as many seconds more, or less, as FILE says at the
// moment. What durations are measured by (CLOCK_MONOTONIC) goes on as it is: so
// it is when somebody sets a machine's clock. For a test, and for a program
// that asks for the time by system calls once it has no vDSO, as Go's and
// glibc's do.
#include <elf.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>

namespace {

[[noreturn]] void Give(const char* what) {
  std::perror(what);
  std::_Exit(125);
}

// Seconds, as a decimal number.
std::int64_t StepIn(const char* file) {
  char text[32] = "";
  const int fd = open(file, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  if (read(fd, text, sizeof text - 1) < 0) text[0] = '\0';
  close(fd);
  return std::strtoll(text, nullptr, 10);
}

// In the child: has the time of day asked of the parent, and becomes COMMAND.
[[noreturn]] void Become(char** command, int* listener) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // clock_gettime(CLOCK_REALTIME, …) is asked, everything else is allowed.
  sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_gettime, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[0])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CLOCK_REALTIME, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter = {std::size(steps), steps};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  *listener =
      static_cast<int>(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                               SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter));
  if (*listener < 0) Give("seccomp");
  fcntl(*listener, F_SETFD, FD_CLOEXEC);
  if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) Give("ptrace");
  // The parent takes the listener, and looks at the program that comes.
  raise(SIGSTOP);
  execvp(command[0], command);
  Give(command[0]);
}

// The program has just begun: takes the vDSO away, which tells the time without
// a call.
void TakeVdso(pid_t child) {
  user_regs_struct registers = {};
  if (ptrace(PTRACE_GETREGS, child, nullptr, &registers) != 0) Give("ptrace");
  const auto word = [&](std::uint64_t at) {
    return static_cast<std::uint64_t>(
        ptrace(PTRACE_PEEKDATA, child, at, nullptr));
  };
  // The number of arguments, those, the environment, pairs of a kind and a
  // value: each but the first ends with a zero.
  std::uint64_t at = registers.rsp + 8;
  for (int zeros = 0; zeros < 2; at += 8) zeros += word(at) == 0 ? 1 : 0;
  for (; word(at) != AT_NULL; at += 16) {
    if (word(at) != AT_SYSINFO_EHDR) continue;
    if (ptrace(PTRACE_POKEDATA, child, at, AT_IGNORE) != 0) Give("ptrace");
  }
}

void Answer(int listener, const char* file) {
  seccomp_notif asked = {};
  if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) {
    if (errno == EINTR || errno == ENOENT) return;
    Give("seccomp");
  }
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  now.tv_sec += StepIn(file);
  iovec from = {&now, sizeof now};
  iovec to = {reinterpret_cast<void*>(asked.data.args[1]), sizeof now};
  seccomp_notif_resp answer = {};
  answer.id = asked.id;
  if (process_vm_writev(static_cast<pid_t>(asked.pid), &from, 1, &to, 1, 0) !=
      sizeof now) {
    answer.error = -EFAULT;
  }
  // It may have ended meanwhile.
  (void)ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: stepped_clock FILE COMMAND…\n", stderr);
    return 2;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  int* const listener =
      static_cast<int*>(mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  if (listener == MAP_FAILED) Give("mmap");
  const pid_t child = fork();
  if (child < 0) Give("fork");
  if (child == 0) Become(argv + 2, listener);
  int status = 0;
  if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status)) return 125;
  const int pidfd = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  const int asked =
      static_cast<int>(syscall(SYS_pidfd_getfd, pidfd, *listener, 0));
  if (asked < 0) Give("pidfd_getfd");
  ptrace(PTRACE_CONT, child, nullptr, nullptr);
  if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status)) return 125;
  TakeVdso(child);
  ptrace(PTRACE_DETACH, child, nullptr, nullptr);
  pollfd both[] = {{pidfd, POLLIN, 0}, {asked, POLLIN, 0}};
  while ((both[0].revents & POLLIN) == 0) {
    if (poll(both, 2, -1) < 0 && errno != EINTR) Give("poll");
    if ((both[1].revents & POLLIN) != 0) Answer(asked, argv[1]);
  }
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

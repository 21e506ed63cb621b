#include "grader/verify/busy_loops.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

namespace grader {
namespace {

// Looks now and then whether the process $1 is still there.
constexpr char kScript[] =
    "while kill -0 \"$1\"; do"
    " i=0; while [ \"$i\" -lt 100000 ]; do i=$((i + 1)); done; "
    "done";

}  // namespace

BusyLoops::BusyLoops(int count) {
  const std::string parent = std::to_string(getpid());
  const char* const argv[] = {"sh",        "-c",           kScript,
                              "busy-loop", parent.c_str(), nullptr};
  char* const environment[] = {nullptr};
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&quiet, descriptor, "/dev/null", O_WRONLY,
                                     0);
  }
  for (int i = 0; i < count; ++i) {
    pid_t process = 0;
    if (posix_spawn(&process, "/bin/sh", &quiet, &attributes,
                    const_cast<char* const*>(argv), environment) == 0) {
      processes_.push_back(process);
    }
  }
  posix_spawn_file_actions_destroy(&quiet);
  posix_spawnattr_destroy(&attributes);
}

BusyLoops::~BusyLoops() {
  for (const pid_t process : processes_) kill(process, SIGKILL);
  for (const pid_t process : processes_) waitpid(process, nullptr, 0);
}

}  // namespace grader

#include "grader/sandbox/kernel/task_states.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "grader/sandbox/kernel/shortage.h"

namespace grader::sandbox {
namespace {

constexpr std::size_t kMaxStatus = 4096;

UniqueFd OpenTaskFile(pid_t tid, absl::string_view name) {
  // The task's own folder, not that of its process: /proc/PID/stat would sum
  // over all threads each time it is read.
  const std::string path =
      absl::StrCat("/proc/", tid, "/task/", tid, "/", name);
  return NewDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

// Reads the file anew into `buffer`, as a C string; false at the end of the
// task's life.
template <std::size_t size>
bool Reread(const UniqueFd& file, char (&buffer)[size]) {
  const ssize_t length = pread(file.get(), buffer, size - 1, 0);
  buffer[length > 0 ? length : 0] = '\0';
  return length > 0;
}

// The value of a line of /proc/PID/status.
const char* Field(const char* status, const char* name) {
  const char* const at = std::strstr(status, name);
  return at == nullptr ? nullptr : at + std::strlen(name);
}

std::uint64_t SignalSet(const char* status, const char* name) {
  const char* const value = Field(status, name);
  return value == nullptr ? 0 : std::strtoull(value, nullptr, 16);
}

std::int64_t SleepsIn(const char* status) {
  const char* const value = Field(status, "\nvoluntary_ctxt_switches:");
  return value == nullptr ? -1 : std::strtoll(value, nullptr, 10);
}

}  // namespace

std::optional<TaskStatus> ReadTaskStatus(pid_t tid) {
  const UniqueFd file = OpenTaskFile(tid, "status");
  char text[kMaxStatus];
  if (!Reread(file, text)) return std::nullopt;
  TaskStatus status;
  if (const char* value = Field(text, "\nTgid:"))
    status.tgid = std::atoi(value);
  if (const char* value = Field(text, "\nPPid:")) {
    status.parent = std::atoi(value);
  }
  if (const char* value = Field(text, "\nNSpid:")) {
    // One number per pid namespace, the innermost last.
    const char* const end = std::strchr(value, '\n');
    char* next = nullptr;
    while (value < end) {
      status.own_pid = static_cast<pid_t>(std::strtol(value, &next, 10));
      if (next == value) break;
      value = next;
    }
  }
  status.pending = SignalSet(text, "\nSigPnd:") | SignalSet(text, "\nShdPnd:");
  status.caught = SignalSet(text, "\nSigCgt:");
  status.sleeps = SleepsIn(text);
  return status;
}

ScheduleFile::ScheduleFile(pid_t tid) : file_(OpenTaskFile(tid, "schedstat")) {}

std::optional<Schedule> ScheduleFile::Read() const {
  char text[128];
  if (!Reread(file_, text)) return std::nullopt;
  char* next = text;
  Schedule schedule;
  schedule.cpu = absl::Nanoseconds(std::strtoll(next, &next, 10));
  schedule.delay = absl::Nanoseconds(std::strtoll(next, &next, 10));
  schedule.slices = std::strtoull(next, &next, 10);
  return schedule;
}

TaskFiles::TaskFiles(pid_t tid)
    : schedule_(tid),
      status_(OpenTaskFile(tid, "status")),
      stat_(OpenTaskFile(tid, "stat")),
      syscall_(OpenTaskFile(tid, "syscall")) {}

std::int64_t TaskFiles::ReadSleeps() const {
  char text[kMaxStatus];
  return Reread(status_, text) ? SleepsIn(text) : -1;
}

char TaskFiles::ReadState() const {
  char text[512];
  if (!Reread(stat_, text)) return 'X';
  // The name between the parentheses may hold anything, parentheses too.
  const char* const name_end = std::strrchr(text, ')');
  return name_end == nullptr || name_end[1] == '\0' ? 'X' : name_end[2];
}

std::optional<SleepingCall> TaskFiles::ReadSleepingCall() const {
  char text[256];
  SleepingCall sleeping;
  if (!Reread(syscall_, text)) return sleeping;  // gone, or not ours to read
  if (std::strncmp(text, "running", 7) == 0) return std::nullopt;
  char* next = text;
  sleeping.call = static_cast<int>(std::strtol(next, &next, 10));
  if (sleeping.call < 0) return sleeping;
  for (std::uint64_t& arg : sleeping.args) {
    arg = std::strtoull(next, &next, 16);
  }
  return sleeping;
}

}  // namespace grader::sandbox

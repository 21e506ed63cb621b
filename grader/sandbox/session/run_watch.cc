#include "grader/sandbox/session/run_watch.h"

#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/execute/monotonic.h"
#include "grader/sandbox/kernel/descendants.h"
#include "grader/sandbox/session/session_files.h"

namespace grader::sandbox {

RunWatch::RunWatch(pid_t process1, pid_t main, const Limits& limits,
                   std::int64_t cpu_before_ns, const Cgroup* cgroup,
                   const RunBox& box)
    : process1_(process1),
      main_(main),
      limits_(limits),
      cgroup_(cgroup),
      box_(box),
      // A group counts by itself.
      tally_(cgroup != nullptr ? UsageTally()
                               : UsageTally(ReadProcessUse(process1).children,
                                            cpu_before_ns, limits.processes)) {}

Usage RunWatch::Look(const Notice* end) {
  Usage usage;
  if (cgroup_ != nullptr) usage = cgroup_->usage();
  if (end == nullptr) {
    LookAtDescriptors();
    if (box_.on_machine()) LookAtBox();
  }
  if (cgroup_ != nullptr) {
    // More than the group grew by, where that had to make room.
    if (end != nullptr) {
      usage.peak_memory_bytes =
          std::max(usage.peak_memory_bytes, end->peak_memory_bytes);
    }
    return usage;
  }
  if (end != nullptr) {
    tally_.AddEnd(end->cpu_ns, end->peak_memory_bytes);
  } else {
    tally_.Add(LookAtProcesses());
  }
  return tally_.usage();
}

LimitsSeen RunWatch::limits_seen() const {
  LimitsSeen seen;
  // Also what came between the last look and the end.
  seen.disk_exceeded =
      disk_exceeded_ || (box_.on_machine() && box_.IsFull(limits_, 0));
  seen.descriptors_full = descriptors_full_;
  seen.processes_full = tally_.usage().process_limit_reached;
  return seen;
}

void RunWatch::LookAtDescriptors() {
  struct stat descriptors;
  // The size of this folder is the number of descriptors (since Linux 6.2).
  if (stat(absl::StrCat("/proc/", main_, "/fd").c_str(), &descriptors) == 0 &&
      descriptors.st_size >= limits_.open_files) {
    descriptors_full_ = true;
  }
}

// A folder of the machine has no limit of its own: look, and end the run that
// exceeds it.
void RunWatch::LookAtBox() {
  const absl::Time now = MonotonicNow();
  if (now - box_seen_ < absl::Milliseconds(50)) return;
  box_seen_ = now;
  const std::vector<pid_t> processes = Descendants(process1_);
  UnlinkedFiles unlinked;
  for (const pid_t pid : processes) unlinked.Look(pid);
  if (!box_.IsFull(limits_, unlinked.bytes())) return;
  disk_exceeded_ = true;
  for (const pid_t pid : processes) kill(pid, SIGKILL);
}

UsageTally::Look RunWatch::LookAtProcesses() const {
  UsageTally::Look look;
  look.children = ReadProcessUse(process1_).children;
  for (const pid_t pid : Descendants(process1_)) {
    UsageTally::Look::Process& process = look.processes[pid];
    process.use = ReadProcessUse(pid);
    process.page_tables = ReadPageTables(pid);
  }
  return look;
}

}  // namespace grader::sandbox

#include "grader/sandbox/kernel/task_tree.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/monotonic.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

// Enough for any run that keeps to its limits; a fork bomb is not worth more.
constexpr std::size_t kMaxProcesses = 1000;

}  // namespace

RunQueueDelays::RunQueueDelays()
    : self_(gettid()),
      self_seen_(self_.Read().value_or(Schedule())),
      last_look_(MonotonicNow()),
      wait_(AvailableCores()) {}

void RunQueueDelays::Sample(pid_t parent) {
  absl::Duration cpu, delay;
  std::vector<pid_t> processes = {parent};
  for (std::size_t i = 0; i < processes.size(); ++i) {
    std::error_code error;
    const std::string folder = absl::StrCat("/proc/", processes[i], "/task");
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      pid_t tid = -1;
      if (!absl::SimpleAtoi(entry.path().filename().string(), &tid)) continue;
      const auto now = ScheduleFile(tid).Read();
      if (now.has_value() && i > 0) {
        Schedule& seen = seen_[tid];
        cpu += now->cpu - seen.cpu;
        delay += now->delay - seen.delay;
        seen = *now;
      }
      std::ifstream children(entry.path() / "children");
      for (pid_t child; children >> child;) {
        if (processes.size() < kMaxProcesses) processes.push_back(child);
      }
    }
  }
  const absl::Time now = MonotonicNow();
  const Schedule self = self_.Read().value_or(self_seen_);
  wait_.Add(now - last_look_, cpu, delay, self.delay - self_seen_.delay);
  self_seen_ = self;
  last_look_ = now;
}

}  // namespace grader::sandbox

#include "grader/sandbox/task_tree.h"

#include <filesystem>
#include <fstream>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/sandbox/task_states.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

// Enough for any run that keeps to its limits; a fork bomb is not worth more.
constexpr std::size_t kMaxProcesses = 1000;

}  // namespace

void RunQueueDelays::Sample(pid_t parent) {
  std::vector<pid_t> processes = {parent};
  for (std::size_t i = 0; i < processes.size(); ++i) {
    std::error_code error;
    const std::string folder = absl::StrCat("/proc/", processes[i], "/task");
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      pid_t tid = -1;
      if (!absl::SimpleAtoi(entry.path().filename().string(), &tid)) continue;
      const auto seen = TaskFiles(tid).ReadSchedule();
      if (seen.has_value() && i > 0) delays_[tid] = seen->delay;
      std::ifstream children(entry.path() / "children");
      for (pid_t child; children >> child;) {
        if (processes.size() < kMaxProcesses) processes.push_back(child);
      }
    }
  }
}

absl::Duration RunQueueDelays::total() const {
  absl::Duration sum;
  for (const auto& [tid, delay] : delays_) sum += delay;
  return sum;
}

}  // namespace grader::sandbox

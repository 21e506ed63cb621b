#include "grader/sandbox/session/usage_tally.h"

#include <algorithm>

namespace grader::sandbox {

void UsageTally::Add(const Look& look) {
  absl::Duration waited_for = look.children - children_before_;
  int threads = 0;
  usage_.memory_bytes = 0;
  for (const auto& [pid, process] : look.processes) {
    const ProcessUse& use = process.use;
    waited_for += use.cpu_time + use.children;
    usage_.memory_bytes += use.resident_bytes + process.page_tables;
    threads += use.threads;
    absl::Duration& seen = by_process_[pid];
    seen = std::max(seen, use.cpu_time);
  }
  // Whoever ignores SIGCHLD leaves no trace of its children's time: count what
  // was seen of them.
  absl::Duration seen_in_all;
  for (const auto& [pid, seen] : by_process_) seen_in_all += seen;
  usage_.cpu_time = std::max({usage_.cpu_time, waited_for, seen_in_all});
  usage_.peak_memory_bytes =
      std::max(usage_.peak_memory_bytes, usage_.memory_bytes);
  if (threads >= most_threads_) usage_.process_limit_reached = true;
}

void UsageTally::AddEnd(std::int64_t cpu_ns, std::int64_t peak_memory_bytes) {
  usage_.memory_bytes = 0;
  usage_.cpu_time =
      std::max(usage_.cpu_time, absl::Nanoseconds(cpu_ns - cpu_before_ns_));
  // All that is known of a run too short for a look at it.
  usage_.peak_memory_bytes =
      std::max(usage_.peak_memory_bytes, peak_memory_bytes);
}

}  // namespace grader::sandbox

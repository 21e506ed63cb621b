#include "grader/sandbox/kernel/descendants.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/kernel/small_files.h"

namespace grader::sandbox {
namespace {

namespace fs = std::filesystem;

// Children of every thread of `pid`.
std::vector<pid_t> Children(pid_t pid) {
  std::vector<pid_t> children;
  std::error_code ignored;
  for (const auto& task :
       fs::directory_iterator(absl::StrCat("/proc/", pid, "/task"), ignored)) {
    const std::string text = ReadSmallFile(task.path().string() + "/children");
    for (const auto field : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
      pid_t child = 0;
      if (absl::SimpleAtoi(field, &child) && child > 1) {
        children.push_back(child);
      }
    }
  }
  return children;
}

// Takes `root` and its descendants out of `all`.
void Spare(pid_t root, std::vector<pid_t>& all) {
  std::vector<pid_t> spared = Descendants(root);
  spared.push_back(root);
  std::erase_if(all, [&spared](pid_t pid) {
    return std::find(spared.begin(), spared.end(), pid) != spared.end();
  });
}

}  // namespace

std::vector<pid_t> Descendants(pid_t root) {
  std::vector<pid_t> found = Children(root);
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const pid_t child : Children(found[i])) found.push_back(child);
  }
  return found;
}

void KillDescendants(pid_t spared) {
  // What is stopped cannot fork: once a round finds nobody new, all stand.
  std::set<pid_t> stopped;
  std::vector<pid_t> all;
  bool anybody_new = true;
  while (anybody_new) {
    anybody_new = false;
    all = Descendants(getpid());
    if (spared > 0) Spare(spared, all);
    for (const pid_t pid : all) {
      if (!stopped.insert(pid).second) continue;
      anybody_new = true;
      kill(pid, SIGSTOP);
    }
  }
  for (const pid_t pid : all) kill(pid, SIGKILL);
}

int CountProcesses(uid_t uid) {
  int count = 0;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
    struct stat info;
    pid_t pid = 0;
    if (absl::SimpleAtoi(entry.path().filename().string(), &pid) &&
        stat(entry.path().c_str(), &info) == 0 && info.st_uid == uid) {
      count += ReadProcessUse(pid).threads;
    }
  }
  return count;
}

ProcessUse ReadProcessUse(pid_t pid) {
  const std::string text = ReadSmallFile(absl::StrCat("/proc/", pid, "/stat"));
  // The name may hold anything, so count from behind it: its first field is
  // the third of proc(5).
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return {};
  const std::vector<std::string> fields =
      absl::StrSplit(text.substr(name_end + 2), ' ');
  const auto number = [&fields](std::size_t field) {
    std::int64_t value = 0;
    const bool good = field - 3 < fields.size() &&
                      absl::SimpleAtoi(fields[field - 3], &value);
    return good ? value : 0;
  };
  const double tick = 1.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
  ProcessUse use;
  use.cpu_time =
      absl::Seconds(static_cast<double>(number(14) + number(15)) * tick);
  use.children =
      absl::Seconds(static_cast<double>(number(16) + number(17)) * tick);
  use.threads = static_cast<int>(number(20));
  use.resident_bytes = number(24) * sysconf(_SC_PAGESIZE);
  return use;
}

std::int64_t ReadPageTables(pid_t pid) {
  const std::string text =
      ReadSmallFile(absl::StrCat("/proc/", pid, "/status"));
  constexpr absl::string_view kKey = "\nVmPTE:";
  const std::size_t at = text.find(std::string(kKey));
  if (at == std::string::npos) return 0;
  const std::size_t begin = text.find_first_of("0123456789", at);
  const std::size_t end = text.find_first_not_of("0123456789", begin);
  std::int64_t kib = 0;
  const bool good = begin != std::string::npos &&
                    absl::SimpleAtoi(text.substr(begin, end - begin), &kib);
  return good ? kib * kKiB : 0;
}

}  // namespace grader::sandbox

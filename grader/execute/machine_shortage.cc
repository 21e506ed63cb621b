#include "grader/execute/machine_shortage.h"

#include <sys/resource.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "grader/problem/files.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

// ---- What this process may have --------------------------------------------

enum class WhichLimit { kSoft, kHard };

// kNoLimit where there is none.
std::int64_t Allowed(__rlimit_resource resource, WhichLimit which) {
  rlimit limit;
  if (getrlimit(resource, &limit) != 0) return kNoLimit;
  const rlim_t value =
      which == WhichLimit::kSoft ? limit.rlim_cur : limit.rlim_max;
  return value > static_cast<rlim_t>(kNoLimit)
             ? kNoLimit
             : static_cast<std::int64_t>(value);
}

// ---- What the machine has ---------------------------------------------------

// The number behind `key` in `text`, which has a key and a number in each line.
std::optional<std::int64_t> NumberAfter(const std::string& text,
                                        absl::string_view key) {
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (!absl::StartsWith(line, key)) continue;
    const std::vector<absl::string_view> words =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    std::int64_t number = 0;
    if (words.size() >= 2 && absl::SimpleAtoi(words[1], &number)) return number;
  }
  return std::nullopt;
}

// The least of the numbers in the files `name` of our cgroup of `controller`
// and of those above it; "max" and what cannot be read is no limit. Version 1
// has a tree for each controller, version 2 has one for all.
std::int64_t LeastInCgroups(absl::string_view controller,
                            const std::string& name_v1,
                            const std::string& name_v2) {
  std::int64_t least = kNoLimit;
  const std::string groups = ReadFile("/proc/self/cgroup").value_or("");
  for (const absl::string_view line :
       absl::StrSplit(groups, '\n', absl::SkipEmpty())) {
    // "4:memory:/path", or "0::/path" in version 2
    const std::vector<std::string> parts =
        absl::StrSplit(line, absl::MaxSplits(':', 2));
    if (parts.size() != 3) continue;
    const bool unified = parts[1].empty();
    const std::vector<std::string> controllers = absl::StrSplit(parts[1], ',');
    if (!unified && std::find(controllers.begin(), controllers.end(),
                              controller) == controllers.end()) {
      continue;
    }
    const fs::path root =
        fs::path("/sys/fs/cgroup") / (unified ? "" : parts[1]);
    fs::path inside = fs::path(parts[2]).relative_path();
    for (;;) {
      const auto text = ReadFile(root / inside / (unified ? name_v2 : name_v1));
      std::int64_t number = 0;
      if (text &&
          absl::SimpleAtoi(absl::StripAsciiWhitespace(*text), &number)) {
        least = std::min(least, number);
      }
      if (inside.empty()) break;
      inside = inside.parent_path();
    }
  }
  return least;
}

std::string LackOfMemory(const Limits& limits) {
  const auto available = NumberAfter(ReadFile("/proc/meminfo").value_or(""),
                                     "MemAvailable:");  // in KiB
  const std::int64_t least =
      std::min(available ? *available * kKiB : kNoLimit,
               LeastInCgroups("memory", "memory.limit_in_bytes", "memory.max"));
  if (least >= limits.memory_bytes) return "";
  return absl::StrCat("the machine has ", FormatBytes(least),
                      " of memory to give, of ",
                      FormatBytes(limits.memory_bytes));
}

std::string LackOfProcesses(const Limits& limits) {
  const std::int64_t least = LeastInCgroups("pids", "pids.max", "pids.max");
  if (least >= limits.processes) return "";
  return absl::StrCat("the machine allows ", least, " processes, of ",
                      limits.processes);
}

std::string LackOfRoom(const Limits& limits, const fs::path& folder) {
  struct statvfs disk;
  if (statvfs(folder.c_str(), &disk) != 0) return "";
  const auto room = static_cast<std::int64_t>(disk.f_bavail) *
                    static_cast<std::int64_t>(disk.f_frsize);
  if (room < limits.disk_bytes) {
    return absl::StrCat("the folder for temporary files (TMPDIR) has room for ",
                        FormatBytes(room), ", of ",
                        FormatBytes(limits.disk_bytes));
  }
  // Some file systems count no files.
  if (disk.f_files > 0 &&
      static_cast<std::int64_t>(disk.f_favail) < limits.files) {
    return absl::StrCat("the folder for temporary files (TMPDIR) has room for ",
                        disk.f_favail, " files, of ", limits.files);
  }
  return "";
}

}  // namespace

std::string LackOfAllowance(const Limits& limits) {
  const auto lack = [](absl::string_view what, const std::string& allowed,
                       const std::string& wanted, absl::string_view option) {
    return absl::StrCat("the grader was started with a limit of ", allowed,
                        " on ", what, " (ulimit ", option, "), less than the ",
                        wanted, " that a run may have");
  };
  const std::int64_t file = Allowed(RLIMIT_FSIZE, WhichLimit::kHard);
  if (file < limits.file_bytes) {
    return lack("a file's size", FormatBytes(file),
                FormatBytes(limits.file_bytes), "-f");
  }
  // These two are not the sandbox's to set, so that the soft one holds.
  for (const auto& [resource, option] :
       {std::pair(RLIMIT_AS, "-v"), std::pair(RLIMIT_DATA, "-d")}) {
    const std::int64_t memory = Allowed(resource, WhichLimit::kSoft);
    if (memory < limits.memory_bytes) {
      return lack("memory", FormatBytes(memory),
                  FormatBytes(limits.memory_bytes), option);
    }
  }
  const std::int64_t seconds = Allowed(RLIMIT_CPU, WhichLimit::kHard);
  if (seconds < absl::ToInt64Seconds(limits.cpu)) {
    return lack("processor time", absl::StrCat(seconds, " s"),
                FormatElapsed(limits.cpu), "-t");
  }
  const std::int64_t processes = Allowed(RLIMIT_NPROC, WhichLimit::kHard);
  if (processes < limits.processes) {
    return lack("processes", absl::StrCat(processes),
                absl::StrCat(limits.processes), "-u");
  }
  const std::int64_t descriptors = Allowed(RLIMIT_NOFILE, WhichLimit::kHard);
  if (descriptors < limits.open_files) {
    return lack("open files", absl::StrCat(descriptors),
                absl::StrCat(limits.open_files), "-n");
  }
  return "";
}

std::string LackOfMachine(const Limits& limits, const fs::path& folder) {
  if (std::string lack = LackOfAllowance(limits); !lack.empty()) return lack;
  if (std::string lack = LackOfRoom(limits, folder); !lack.empty()) return lack;
  if (std::string lack = LackOfMemory(limits); !lack.empty()) return lack;
  if (std::string lack = LackOfProcesses(limits); !lack.empty()) return lack;
  // Runtimes set aside many times what they use.
  if (const std::int64_t space = Allowed(RLIMIT_AS, WhichLimit::kSoft);
      space != kNoLimit) {
    return absl::StrCat("the grader was started with a limit of ",
                        FormatBytes(space), " on address space (ulimit -v)");
  }
  return "";
}

bool SpeaksOfShortage(absl::string_view output,
                      const std::vector<SourceFile>& sources) {
  static const auto& phrases = *new std::vector<std::string>([] {
    std::vector<std::string> all = {"out of memory",
                                    "outofmemory",
                                    "memory exhausted",
                                    "memoryerror",
                                    "insufficient memory",
                                    "bad_alloc",
                                    "allocation failed",
                                    "failed to map",
                                    "could not reserve",
                                    "killed signal terminated",
                                    "terminated with signal 9",
                                    "unable to execute command: killed",
                                    "disk full",
                                    "failed to write",
                                    "thread constructor failed",
                                    "pthread_create",
                                    "create native thread"};
    for (const int error :
         {EAGAIN, ENOMEM, ENOSPC, EDQUOT, EFBIG, EMFILE, ENFILE, EIO, EROFS}) {
      all.push_back(absl::AsciiStrToLower(std::strerror(error)));
    }
    return all;
  }());
  const std::string said = absl::AsciiStrToLower(output);
  return std::any_of(
      phrases.begin(), phrases.end(), [&](const std::string& phrase) {
        return absl::StrContains(said, phrase) &&
               std::none_of(
                   sources.begin(), sources.end(),
                   [&](const SourceFile& source) {
                     return absl::StrContains(
                         absl::AsciiStrToLower(source.name + source.content),
                         phrase);
                   });
      });
}

}  // namespace grader

#include "grader/sandbox/isolation/cgroup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "grader/problem/limits.h"
#include "grader/sandbox/kernel/small_files.h"
#include "grader/sandbox/kernel/system_failure.h"

namespace grader::sandbox {
namespace {

// Where the processes of a delegated group move to make room: a group whose
// children have controllers must hold no process itself (cgroups(7)).
constexpr char kLeaf[] = "/grader.main";

// What process 1 and the first steps of a run take, and some more.
constexpr std::int64_t kLeastLimit = 4 * kMiB;
constexpr std::int64_t kMostLeast = 16 * kMiB;
constexpr std::int64_t kRoom = 16 * kMiB;  // for process 1, to end a run

// Process 1 removes the files of a run, or the kernel those of a namespace,
// after the reply, and the kernel gives page tables back when all processors
// have forgotten them (RCU). Something is wrong if it takes so long.
constexpr int kTries = 20'000;
// What does not shrink for so many tries is nothing that is given back: names
// that the kernel remembers, what processors have charged in advance.
constexpr int kStill = 100;
constexpr timespec kBetweenTries = {0, 1'000'000};
constexpr std::int64_t kFewFiles = kMiB;  // not worth waiting for

std::string ReadAll(const UniqueFd& file) {
  char buffer[4096];
  const ssize_t length = pread(file.get(), buffer, sizeof buffer, 0);
  return length <= 0 ? "" : std::string(buffer, static_cast<size_t>(length));
}

std::int64_t ReadNumber(const UniqueFd& file) {
  std::int64_t number = 0;
  const bool is_number = absl::SimpleAtoi(ReadAll(file), &number);
  return is_number ? number : 0;
}

// The numbers that follow `keys` in a file of "key value" lines, read once;
// 0 for a key that is not there.
template <std::size_t N>
std::array<std::int64_t, N> ReadValues(
    const UniqueFd& file, const std::array<absl::string_view, N>& keys) {
  std::array<std::int64_t, N> values = {};
  for (absl::string_view line : absl::StrSplit(ReadAll(file), '\n')) {
    for (std::size_t i = 0; i < N; ++i) {
      absl::string_view rest = line;
      std::int64_t number = 0;
      if (absl::ConsumePrefix(&rest, keys[i]) &&
          absl::ConsumePrefix(&rest, " ") && absl::SimpleAtoi(rest, &number)) {
        values[i] = number;
      }
    }
  }
  return values;
}

std::int64_t ReadValue(const UniqueFd& file, absl::string_view key) {
  return ReadValues<1>(file, {key})[0];
}

bool Write(const UniqueFd& file, absl::string_view text) {
  return pwrite(file.get(), text.data(), text.size(), 0) ==
         static_cast<ssize_t>(text.size());
}

bool HasControllers(const std::string& file) {
  const std::string text = ReadSmallFile(file);
  const std::vector<std::string> names =
      absl::StrSplit(text, absl::ByAnyChar(" \n"));
  return std::count(names.begin(), names.end(), "memory") == 1 &&
         std::count(names.begin(), names.end(), "pids") == 1;
}

// Gives the children of `parent` their controllers.
absl::Status Enable(const std::string& parent) {
  if (HasControllers(parent + "/cgroup.subtree_control")) {
    return absl::OkStatus();
  }
  if (!HasControllers(parent + "/cgroup.controllers")) {
    return absl::UnavailableError(
        absl::StrCat(parent, " has no memory and pids controllers"));
  }
  const std::string control = parent + "/cgroup.subtree_control";
  if (WriteSmallFile(control, "+memory +pids").ok()) return absl::OkStatus();
  const std::string leaf = parent + kLeaf;
  if (mkdir(leaf.c_str(), 0755) != 0 && errno != EEXIST)
    return SystemFailure(leaf);
  const std::string members = ReadSmallFile(parent + "/cgroup.procs");
  for (const auto pid : absl::StrSplit(members, '\n', absl::SkipEmpty())) {
    absl::Status moved = WriteSmallFile(leaf + "/cgroup.procs", pid);
    if (!moved.ok()) return moved;
  }
  return WriteSmallFile(control, "+memory +pids");
}

}  // namespace

absl::StatusOr<Cgroup> Cgroup::Make() {
  const CgroupPlaces places = FindCgroupPlaces();
  absl::StatusOr<Cgroup> second = MakeVersion2(places);
  if (second.ok()) return second;
  absl::StatusOr<Cgroup> first = MakeVersion1(places);
  if (first.ok()) return first;
  return absl::UnavailableError(
      absl::StrCat("version 2: ", second.status().message(),
                   "; version 1: ", first.status().message()));
}

absl::StatusOr<Cgroup> Cgroup::MakeVersion2(const CgroupPlaces& places) {
  const auto mount = places.mounts.find("");
  const auto own = places.own.find("");
  if (mount == places.mounts.end() || own == places.own.end()) {
    return absl::UnavailableError("not mounted");
  }
  std::string parent = mount->second + own->second;
  parent = std::string(absl::StripSuffix(parent, kLeaf));
  parent = std::string(absl::StripSuffix(parent, "/"));
  std::vector<std::string> parents = {parent};
  // Root need not disturb the group it was started in.
  if (geteuid() == 0) parents.insert(parents.begin(), mount->second);
  absl::Status status;
  for (const std::string& candidate : parents) {
    status = Enable(candidate);
    if (!status.ok()) continue;
    RemoveStaleCgroups(candidate);
    Cgroup group;
    status = group.MakeFolder(candidate);
    if (!status.ok()) continue;
    status = group.Open();
    if (status.ok()) return group;
  }
  return status;
}

absl::StatusOr<Cgroup> Cgroup::MakeVersion1(const CgroupPlaces& places) {
  Cgroup group;
  group.version_ = 1;
  for (const char* controller : {"memory", "pids", "cpuacct"}) {
    const auto mount = places.mounts.find(controller);
    if (mount == places.mounts.end()) {
      if (controller == std::string("cpuacct")) continue;
      return absl::UnavailableError(absl::StrCat("no ", controller));
    }
    const auto own = places.own.find(controller);
    std::string parent = mount->second;
    // Inside a container the path may belong to a tree that is not mounted.
    if (own != places.own.end() &&
        access((parent + own->second).c_str(), F_OK) == 0) {
      parent += own->second;
    }
    RemoveStaleCgroups(parent);
    const absl::Status made =
        group.MakeFolder(std::string(absl::StripSuffix(parent, "/")));
    if (!made.ok()) return made;
  }
  const absl::Status status = group.Open();
  if (!status.ok()) return status;
  return group;
}

absl::Status Cgroup::MakeFolder(const std::string& parent) {
  // Another start may take it for stale between its making and its locking, and
  // a sandbox in another pid namespace may have our number.
  for (int number = 0; number < 10; ++number) {
    const std::string folder =
        absl::StrCat(parent, "/", OwnCgroupName(),
                     number == 0 ? "" : absl::StrCat(".", number));
    // Several controllers may share one hierarchy.
    if (absl::c_linear_search(folders_, folder)) {
      folders_.push_back(folder);
      return absl::OkStatus();
    }
    if (mkdir(folder.c_str(), 0755) != 0) {
      if (errno == EEXIST) continue;
      return SystemFailure(folder);
    }
    UniqueFd lock = LockCgroup(folder);
    if (!lock) continue;
    folders_.push_back(folder);
    locks_.push_back(std::move(lock));
    return absl::OkStatus();
  }
  return absl::UnavailableError(
      absl::StrCat(parent, ": cannot make a group that stays"));
}

absl::Status Cgroup::Open() {
  const auto open_file = [this](std::size_t folder, const char* name,
                                int flags) {
    const std::string path =
        folders_[std::min(folder, folders_.size() - 1)] + "/" + name;
    return UniqueFd(open(path.c_str(), flags | O_CLOEXEC));
  };
  const bool old = version_ == 1;
  memory_limit_ =
      open_file(0, old ? "memory.limit_in_bytes" : "memory.max", O_WRONLY);
  memory_now_ =
      open_file(0, old ? "memory.usage_in_bytes" : "memory.current", O_RDONLY);
  memory_peak_ =
      open_file(0, old ? "memory.max_usage_in_bytes" : "memory.peak", O_RDWR);
  if (!memory_peak_ && !old) memory_peak_ = open_file(0, "memory.peak", 0);
  memory_events_ =
      open_file(0, old ? "memory.oom_control" : "memory.events", O_RDONLY);
  memory_stat_ = open_file(0, "memory.stat", O_RDONLY);
  process_limit_ = open_file(1, "pids.max", O_WRONLY);
  process_events_ = open_file(1, "pids.events", O_RDONLY);
  if (!old) {
    cpu_ = open_file(0, "cpu.stat", O_RDONLY);
  } else if (folders_.size() == 3) {
    cpu_ = open_file(2, "cpuacct.usage", O_RDONLY);
  }
  for (std::size_t i = 0; i < folders_.size(); ++i) {
    // Moving only itself, a thread need not wait for all forks of the machine
    // to pause; version 2 offers that to threaded groups alone.
    entrances_.push_back(
        open_file(i, old ? "tasks" : "cgroup.procs", O_WRONLY));
    if (!entrances_.back()) return SystemFailure(folders_[i]);
  }
  if (!memory_limit_ || !memory_now_ || !memory_events_ || !process_limit_) {
    return SystemFailure(folders_[0]);
  }
  if (old) {
    memory_exit_ = open_file(0, "../tasks", O_WRONLY);
    if (!memory_exit_) return SystemFailure(folders_[0]);
  }
  // Swap would let a run exceed its memory; where there is none, no file.
  const UniqueFd swap =
      open_file(0, old ? "memory.swappiness" : "memory.swap.max", O_WRONLY);
  if (swap) Write(swap, "0");
  return absl::OkStatus();
}

Cgroup::~Cgroup() {
  for (const std::string& folder : folders_) rmdir(folder.c_str());
}

bool Cgroup::SharesWithProcess1(std::size_t i) const {
  return version_ == 2 || folders_[i] != folders_[0];
}

int Cgroup::Enter() const {
  for (const UniqueFd& entrance : entrances_) {
    if (write(entrance.get(), "0", 1) != 1) return -1;
  }
  return 0;
}

int Cgroup::LeaveMemory() const {
  if (!memory_exit_) return 0;
  return write(memory_exit_.get(), "0", 1) == 1 ? 0 : -1;
}

int Cgroup::memory_entrance() const {
  return SharesWithProcess1(0) ? -1 : entrances_[0].get();
}

absl::Status Cgroup::Begin(std::int64_t memory_bytes, int processes, int others,
                           const std::function<void()>& await_cleared) {
  // What earlier runs had is neither the next one's nor may it keep that from
  // starting.
  const std::int64_t of_earlier = std::max(memory_bytes / 4, kLeastLimit);
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  const std::int64_t left = left_before_;
  for (int i = 0, still = 0; i < kTries; ++i) {
    const std::int64_t now = ReadNumber(memory_now_);
    const FilePages files = ReadFilePages();
    const std::int64_t held = now - files.cached;
    still = held < least ? 0 : still + 1;
    least = std::min(least, held);
    cached_before_ = files.cached;
    // Once all folders are gone, what there is stays.
    left_before_ = i == 0 ? std::min(left, files.shared) : files.shared;
    if (files.shared <= left_before_ + kFewFiles &&
        held <= left_before_ + of_earlier) {
      break;
    }
    if (still >= kStill) break;
    if (i == 0) {
      await_cleared();
    } else {
      nanosleep(&kBetweenTries, nullptr);
    }
  }
  // Where process 1 is in the group it must live to tell what became of the
  // run; usage() shows what exceeds a smaller limit.
  std::int64_t limit = std::max(memory_bytes, kLeastLimit);
  if (memory_set_ != limit || left_allowed_ != left_before_ || has_room_) {
    // EBUSY: the group has more already (version 1). Some of it may belong to
    // processes that are gone and that somebody still looks at.
    for (int tries = 0;
         !Write(memory_limit_, absl::StrCat(limit + left_before_)); ++tries) {
      if (errno != EBUSY || tries == kTries)
        return SystemFailure("memory limit");
      if (limit > kMostLeast) {
        nanosleep(&kBetweenTries, nullptr);
      } else {
        limit *= 2;
      }
    }
    memory_set_ = std::max(memory_bytes, kLeastLimit);
    left_allowed_ = left_before_;
    has_room_ = false;
    cached_before_ = ReadFilePages().cached;  // a lower limit takes some back
  }
  const std::size_t of_processes =
      std::min<std::size_t>(1, folders_.size() - 1);
  if (SharesWithProcess1(of_processes)) processes += others;
  if (processes_set_ != processes) {
    if (!Write(process_limit_, absl::StrCat(processes))) {
      return SystemFailure("process limit");
    }
    processes_set_ = processes;
  }
  // Forget the peak; where that cannot be done, usage() keeps its own.
  if (memory_peak_ && !Write(memory_peak_, "0")) memory_peak_.reset();
  peak_ = 0;
  before_ = Read();
  return absl::OkStatus();
}

void Cgroup::MakeRoom() {
  if (!SharesWithProcess1(0)) return;
  has_room_ =
      Write(memory_limit_, absl::StrCat(memory_set_ + left_allowed_ + kRoom));
}

Cgroup::FilePages Cgroup::ReadFilePages() const {
  const auto [shared, inactive, active] =
      ReadValues<3>(memory_stat_, {"shmem", "inactive_file", "active_file"});
  return {shared, inactive + active};
}

std::int64_t Cgroup::Full() const { return memory_set_ - memory_set_ / 64; }

// Before the kernel finds that it has to end something it takes back the pages
// of files, the program's code among them, again and again as they are read
// anew: up to half a second of processor time.
bool Cgroup::IsFull(std::int64_t memory_now) const {
  if (memory_now < Full()) return false;
  const FilePages files = ReadFilePages();
  left_before_ = std::min(left_before_, files.shared);
  return memory_now - files.cached - left_before_ >= Full();
}

Cgroup::Account Cgroup::Read() const {
  Account account;
  if (cpu_) {
    account.cpu_ns =
        version_ == 1 ? ReadNumber(cpu_) : 1000 * ReadValue(cpu_, "usage_usec");
  }
  account.ooms = ReadValue(memory_events_, "oom_kill");
  account.refused_forks = ReadValue(process_events_, "max");
  return account;
}

Usage Cgroup::usage() const {
  const Account now = Read();
  Usage usage;
  usage.cpu_time = absl::Nanoseconds(now.cpu_ns - before_.cpu_ns);
  const std::int64_t memory_now = ReadNumber(memory_now_);
  const std::int64_t peak = memory_peak_ ? ReadNumber(memory_peak_) : 0;
  std::int64_t cached = cached_before_;
  if (std::max(memory_now, peak) >= Full() || left_before_ > 0) {
    const FilePages files = ReadFilePages();
    // Where memory was short, those of earlier runs have made way for this one.
    cached = std::min(cached, files.cached);
    left_before_ = std::min(left_before_, files.shared);
  }
  usage.memory_bytes =
      std::max<std::int64_t>(memory_now - cached - left_before_, 0);
  peak_ = std::max({peak_, usage.memory_bytes, peak - cached - left_allowed_});
  usage.peak_memory_bytes = peak_;
  usage.memory_limit_reached = now.ooms > before_.ooms || IsFull(memory_now);
  usage.process_limit_reached = now.refused_forks > before_.refused_forks;
  return usage;
}

}  // namespace grader::sandbox

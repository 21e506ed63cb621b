#include "grader/sandbox/clock/vdso_clock.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/sandbox/clock/vdso_code.h"
#include "grader/sandbox/clock/vdso_image.h"
#include "grader/sandbox/kernel/shortage.h"
#include "grader/sandbox/kernel/task_states.h"

namespace grader::sandbox {
namespace {

// Of the vDSO of this program, which all programs share. What else it has does
// not read a clock.
const std::vector<VdsoPatch>& Patches() {
  static const auto& patches = *new std::vector<VdsoPatch>(
      MakePatches(VdsoImage(getauxval(AT_SYSINFO_EHDR)), VdsoFunctions()));
  return patches;
}

UniqueFd OpenMemory(pid_t tid) {
  const std::string path = absl::StrCat("/proc/", tid, "/mem");
  return NewDescriptor(open(path.c_str(), O_RDWR | O_CLOEXEC));
}

// Where the program's vDSO is; 0: it has none.
std::uint64_t FindVdso(pid_t tid) {
  const std::string path = absl::StrCat("/proc/", tid, "/auxv");
  const UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<Elf64_auxv_t, 64> entries = {};
  if (read(file.get(), entries.data(), sizeof entries) <= 0) return 0;
  for (const Elf64_auxv_t& entry : entries) {
    if (entry.a_type == AT_SYSINFO_EHDR) return entry.a_un.a_val;
  }
  return 0;
}

// Writes where the program itself must not: see proc(5), /proc/PID/mem.
bool Write(int memory, std::uint64_t address, const void* data,
           std::size_t size) {
  return pwrite(memory, data, size, static_cast<off_t>(address)) ==
         static_cast<ssize_t>(size);
}

}  // namespace

std::optional<VdsoClock> VdsoClock::Install(pid_t tid) {
  const std::uint64_t vdso = Patches().empty() ? 0 : FindVdso(tid);
  if (vdso == 0) return std::nullopt;
  UniqueFd memory = OpenMemory(tid);
  for (const VdsoPatch& patch : Patches()) {
    if (!Write(memory.get(), vdso + patch.offset, patch.code.data(),
               patch.code.size())) {
      return std::nullopt;
    }
  }
  const std::uint64_t published =
      vdso + Patches().front().offset + OffsetOfPublished();
  return VdsoClock(tid, std::move(memory), published);
}

void VdsoClock::Publish(const Clock& clock, absl::Duration ahead) const {
  const std::optional<TaskStatus> status = ReadTaskStatus(tid_);
  if (!status.has_value()) return;
  Published published = {.sleeps = status->sleeps,
                         .ahead_ns = absl::ToInt64Nanoseconds(ahead)};
  for (clockid_t id = 0; id < Clock::kEnd; ++id) {
    if (!Clock::Governs(id)) continue;
    published.governed |= std::uint64_t{1} << id;
    published.at_start_ns[static_cast<std::size_t>(id)] =
        absl::ToInt64Nanoseconds(clock.Reading(id) - clock.now());
  }
  Write(memory_.get(), published_, &published, sizeof published);
}

void VdsoClock::Withdraw(pid_t child) const {
  const std::int64_t none = Published().sleeps;
  Write(memory_.get(), published_, &none, sizeof none);
  Write(OpenMemory(child).get(), published_, &none, sizeof none);
}

}  // namespace grader::sandbox

#include "grader/sandbox/clock/vdso_clock.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/sandbox/kernel/shortage.h"
#include "grader/sandbox/kernel/task_states.h"

#ifdef __x86_64__

// The code that programs run. It is copied as it is, so it refers to nothing
// outside of itself. Numbers of calls: unistd_64.h; the offset of ru_nvcsw in
// struct rusage is checked below.
asm(R"(
  .pushsection .rodata
  .balign 8
vdso_clock_gettime:
  # int clock_gettime(clockid_t id: edi, timespec* time: rsi)
  mov %edi, %edi
  cmp $11, %edi
  ja .Lask
  mov .Lgoverned(%rip), %eax
  bt %edi, %eax
  jnc .Lask
  cmpq $0, .Lsleeps(%rip)
  js .Lask
  push %rdi
  push %rsi
  sub $144, %rsp
  mov $98, %eax                # getrusage(RUSAGE_THREAD, …)
  mov $1, %edi
  mov %rsp, %rsi
  syscall
  test %rax, %rax
  jnz .Lask_after_all
  mov 128(%rsp), %rax          # ru_nvcsw
  cmp .Lsleeps(%rip), %rax
  jne .Lask_after_all
  mov $228, %eax               # clock_gettime(CLOCK_THREAD_CPUTIME_ID, …)
  mov $3, %edi
  mov %rsp, %rsi
  syscall
  test %rax, %rax
  jnz .Lask_after_all
  imul $1000000000, (%rsp), %rax
  add 8(%rsp), %rax
  add .Lahead(%rip), %rax
  add $144, %rsp
  pop %rsi
  pop %rdi
  lea .Lat_start(%rip), %rdx
  add (%rdx,%rdi,8), %rax
  xor %edx, %edx
  mov $1000000000, %ecx
  div %rcx
  mov %rax, (%rsi)
  mov %rdx, 8(%rsi)
  xor %eax, %eax
  ret
.Lask_after_all:
  add $144, %rsp
  pop %rsi
  pop %rdi
.Lask:
  mov $228, %eax               # clock_gettime
  syscall
  ret
  .balign 8
vdso_published:
.Lsleeps:
  .quad -1
.Lahead:
  .quad 0
.Lat_start:
  .fill 12, 8, 0
.Lgoverned:
  .quad 0
vdso_clock_gettime_end:
  .popsection
)");

extern "C" {
extern const char vdso_clock_gettime[];
extern const char vdso_published[];
extern const char vdso_clock_gettime_end[];
}

namespace grader::sandbox {
namespace {

// As above, from vdso_published on.
struct Published {
  std::int64_t sleeps = -1;  // of the task; the rest holds until its next
  std::int64_t ahead_ns = 0;
  std::array<std::int64_t, Clock::kEnd> at_start_ns = {};
  std::uint64_t governed = 0;  // bit N: clock N is one of the run's
};
static_assert(Clock::kEnd == 12);
static_assert(offsetof(rusage, ru_nvcsw) == 128 && sizeof(rusage) == 144);

// Makes call NUMBER: mov $NUMBER, %eax; syscall; ret.
std::string Ask(std::uint8_t number) {
  return {'\xb8', static_cast<char>(number), 0, 0, 0, '\x0f', '\x05', '\xc3'};
}

// What to write where into a vDSO, as offsets from its beginning.
struct Patch {
  std::uint64_t offset;
  std::string code;
};

struct Function {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

// The functions of this program's vDSO, which all programs share; see elf(5).
class Image {
 public:
  Image() : begin_(getauxval(AT_SYSINFO_EHDR)) {
    if (begin_ == 0) return;
    const auto* const header = At<Elf64_Ehdr>(0);
    for (int i = 0; i < header->e_phnum; ++i) {
      const auto* const segment = At<Elf64_Phdr>(header->e_phoff) + i;
      // Offsets and addresses are the same, as the kernel builds it.
      if (segment->p_type == PT_DYNAMIC) dynamic_ = segment->p_offset;
    }
  }

  // Size 0: there is none.
  Function Find(absl::string_view name) const {
    std::uint64_t symbols = 0, names = 0, hash = 0;
    if (dynamic_ == 0) return {};
    for (const auto* entry = At<Elf64_Dyn>(dynamic_); entry->d_tag != DT_NULL;
         ++entry) {
      const std::uint64_t where = Offset(entry->d_un.d_ptr);
      if (entry->d_tag == DT_SYMTAB) symbols = where;
      if (entry->d_tag == DT_STRTAB) names = where;
      if (entry->d_tag == DT_HASH) hash = where;
    }
    if (symbols == 0 || names == 0 || hash == 0) return {};
    const std::uint32_t count = At<std::uint32_t>(hash)[1];  // nchain
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto* const symbol = At<Elf64_Sym>(symbols) + i;
      if (symbol->st_shndx != SHN_UNDEF &&
          At<char>(names + symbol->st_name) == name) {
        return {symbol->st_value, symbol->st_size};
      }
    }
    return {};
  }

 private:
  template <typename T>
  const T* At(std::uint64_t offset) const {
    return reinterpret_cast<const T*>(begin_ + offset);
  }
  // The C library has added where the image is to some of these already.
  std::uint64_t Offset(std::uint64_t pointer) const {
    return pointer >= begin_ ? pointer - begin_ : pointer;
  }

  std::uint64_t begin_;
  std::uint64_t dynamic_ = 0;
};

// None if any does not fit. What else a vDSO has does not read a clock.
std::vector<Patch> MakePatches() {
  const Image image;
  std::vector<Patch> patches;
  for (const auto& [name, code] :
       {std::pair<absl::string_view, std::string>(
            "__vdso_clock_gettime",
            std::string(vdso_clock_gettime, vdso_clock_gettime_end)),
        {"__vdso_gettimeofday", Ask(SYS_gettimeofday)},
        {"__vdso_time", Ask(SYS_time)},
        {"__vdso_clock_getres", Ask(SYS_clock_getres)}}) {
    const Function function = image.Find(name);
    if (function.size < code.size()) return {};
    patches.push_back({function.offset, code});
  }
  return patches;
}

const std::vector<Patch>& Patches() {
  static const auto& patches = *new std::vector<Patch>(MakePatches());
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
  for (const Patch& patch : Patches()) {
    if (!Write(memory.get(), vdso + patch.offset, patch.code.data(),
               patch.code.size())) {
      return std::nullopt;
    }
  }
  const std::uint64_t published =
      vdso + Patches().front().offset +
      static_cast<std::uint64_t>(vdso_published - vdso_clock_gettime);
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

#else  // programs ask the supervisor, as they do where their vDSO is unknown

namespace grader::sandbox {

std::optional<VdsoClock> VdsoClock::Install(pid_t) { return std::nullopt; }
void VdsoClock::Publish(const Clock&, absl::Duration) const {}
void VdsoClock::Withdraw(pid_t) const {}

}  // namespace grader::sandbox

#endif

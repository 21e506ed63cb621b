#include "grader/sandbox/clock/vdso_code.h"

#include <sys/resource.h>

#include <cstddef>
#include <initializer_list>

// The code of clock_gettime is copied as it is, so it refers to nothing outside
// of itself. Numbers of calls: <asm/unistd.h> of each processor; the offset of
// ru_nvcsw in struct rusage is checked below.
#if defined(__x86_64__)
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
#elif defined(__aarch64__)
asm(R"(
  .pushsection .rodata
  .balign 8
vdso_clock_gettime:
  // int clock_gettime(clockid_t id: w0, timespec* time: x1)
  hint #34                     // bti c: it is called by its address
  mov w2, w0
  cmp w2, #11
  b.hi .Lask
  ldr x3, .Lgoverned
  lsr x3, x3, x2
  tbz x3, #0, .Lask
  ldr x3, .Lsleeps
  tbnz x3, #63, .Lask
  sub sp, sp, #160
  stp x0, x1, [sp, #144]
  mov x8, #165                 // getrusage(RUSAGE_THREAD, …)
  mov x0, #1
  mov x1, sp
  svc #0
  cbnz x0, .Lask_after_all
  ldr x2, [sp, #128]           // ru_nvcsw
  ldr x3, .Lsleeps
  cmp x2, x3
  b.ne .Lask_after_all
  mov x8, #113                 // clock_gettime(CLOCK_THREAD_CPUTIME_ID, …)
  mov x0, #3
  mov x1, sp
  svc #0
  cbnz x0, .Lask_after_all
  ldp x2, x3, [sp]
  mov x4, #0xca00              // 1000000000
  movk x4, #0x3b9a, lsl #16
  madd x2, x2, x4, x3
  ldr x3, .Lahead
  add x2, x2, x3
  ldp x0, x1, [sp, #144]
  add sp, sp, #160
  adr x3, .Lat_start
  ldr x3, [x3, w0, uxtw #3]
  add x2, x2, x3
  udiv x3, x2, x4
  msub x2, x3, x4, x2
  stp x3, x2, [x1]
  mov x0, #0
  ret
.Lask_after_all:
  ldp x0, x1, [sp, #144]
  add sp, sp, #160
.Lask:
  mov x8, #113                 // clock_gettime
  svc #0
  ret
  .balign 8
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
#endif

#if defined(__x86_64__) || defined(__aarch64__)
extern "C" {
extern const char vdso_clock_gettime[];
extern const char vdso_clock_gettime_end[];
}
#endif

namespace grader::sandbox {
namespace {

static_assert(Clock::kEnd == 12 && sizeof(Published) == 15 * 8);
static_assert(offsetof(rusage, ru_nvcsw) == 128 && sizeof(rusage) == 144);

std::string InBytes(std::initializer_list<std::uint32_t> instructions) {
  std::string bytes;
  for (const std::uint32_t instruction : instructions) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes += static_cast<char>(instruction >> shift);
    }
  }
  return bytes;
}

// Makes call NUMBER: mov $NUMBER, %eax; syscall; ret.
std::string AskOnX86(std::uint8_t number) {
  return {'\xb8', static_cast<char>(number), 0, 0, 0, '\x0f', '\x05', '\xc3'};
}

// bti c; movz x8, #NUMBER; svc #0; ret. See the Arm Architecture Reference
// Manual, C6.2.
std::string AskOnAarch64(std::uint16_t number) {
  return InBytes({0xd503245f, 0xd2800008 | std::uint32_t{number} << 5,
                  0xd4000001, 0xd65f03c0});
}

}  // namespace

absl::string_view OwnClockCode() {
#if defined(__x86_64__) || defined(__aarch64__)
  return {vdso_clock_gettime, static_cast<std::size_t>(vdso_clock_gettime_end -
                                                       vdso_clock_gettime)};
#else
  return "";
#endif
}

std::vector<VdsoFunction> X86VdsoFunctions(absl::string_view clock_code) {
  return {{"__vdso_clock_gettime", std::string(clock_code)},
          {"__vdso_gettimeofday", AskOnX86(96)},
          {"__vdso_time", AskOnX86(201)},
          {"__vdso_clock_getres", AskOnX86(229)}};
}

std::vector<VdsoFunction> Aarch64VdsoFunctions(absl::string_view clock_code) {
  return {{"__kernel_clock_gettime", std::string(clock_code)},
          {"__kernel_gettimeofday", AskOnAarch64(169)},
          {"__kernel_clock_getres", AskOnAarch64(114)}};
}

std::vector<VdsoFunction> VdsoFunctions() {
#if defined(__x86_64__)
  return X86VdsoFunctions(OwnClockCode());
#elif defined(__aarch64__)
  return Aarch64VdsoFunctions(OwnClockCode());
#else
  return {};
#endif
}

}  // namespace grader::sandbox

// The functions that an instrumented program calls at every access to memory
// and at the beginning and the end of every function: the interface of
// `-fsanitize=thread`, as Clang and GCC have it.
#include <cstring>

#include "ended_stacks.h"
#include "objects.h"
#include "places.h"
#include "scheduler.h"
#include "spinning.h"

namespace schedules {
namespace {

bool IsOnOwnStack(std::uintptr_t address) {
  return address >= self->stack_begin && address < self->stack_end;
}

void Access(const volatile void* address, std::size_t size, bool writes,
            Pc pc) {
  if (!Observed() || threads.size() == 1) return;
  const Inside inside;
  const Place place = {self->calls, pc};
  // What another thread does with this one's stack is a step of that other one.
  if (IsOnOwnStack(reinterpret_cast<std::uintptr_t>(address))) {
    if (Count(place)) StepOfAccess(place);
  } else {
    StepOfAccess(place);
    if (writes) NoteWriting();
    CheckEndedStacks(address, writes, place);
  }
  TouchBytes(address, size, writes, false, place);
}

// A recursive function has more ways to be called than there is memory for.
constexpr int kMostKnownCalls = 1 << 16;
int known_calls = 0;

// Null: no more are kept.
Calls* Enter(Calls* outer, Pc from) {
  for (Calls* calls = outer->inner; calls != nullptr; calls = calls->sibling) {
    if (calls->from == from) return calls;
  }
  if (known_calls >= kMostKnownCalls) return nullptr;
  ++known_calls;
  Calls* const calls = New<Calls>();
  calls->outer = outer;
  calls->from = from;
  calls->sibling = outer->inner;
  outer->inner = calls;
  return calls;
}

}  // namespace
}  // namespace schedules

using schedules::Access;
using schedules::Pc;

#define PC reinterpret_cast<Pc>(__builtin_return_address(0))

extern "C" {

void __tsan_init() { schedules::Begin(); }

void __tsan_func_entry(void* from) {
  if (!schedules::Observed()) return;
  schedules::Thread* const self = schedules::self;
  schedules::Calls* const calls =
      self->unnamed > 0
          ? nullptr
          : schedules::Enter(self->calls, reinterpret_cast<Pc>(from));
  if (calls == nullptr) {
    ++self->unnamed;
  } else {
    self->calls = calls;
  }
}

void __tsan_func_exit() {
  if (!schedules::Observed()) return;
  if (schedules::self->unnamed > 0) {
    --schedules::self->unnamed;
    return;
  }
  schedules::Calls* const calls = schedules::self->calls;
  if (calls->outer != nullptr) {
    schedules::self->calls = const_cast<schedules::Calls*>(calls->outer);
  }
}

#define ACCESS(name, size)                                                  \
  void __tsan_read##name(void* p) { Access(p, size, false, PC); }           \
  void __tsan_write##name(void* p) { Access(p, size, true, PC); }           \
  void __tsan_unaligned_read##name(void* p) { Access(p, size, false, PC); } \
  void __tsan_unaligned_write##name(void* p) { Access(p, size, true, PC); } \
  void __tsan_volatile_read##name(void* p) { Access(p, size, false, PC); }  \
  void __tsan_volatile_write##name(void* p) { Access(p, size, true, PC); }  \
  void __tsan_unaligned_volatile_read##name(void* p) {                      \
    Access(p, size, false, PC);                                             \
  }                                                                         \
  void __tsan_unaligned_volatile_write##name(void* p) {                     \
    Access(p, size, true, PC);                                              \
  }                                                                         \
  void __tsan_read_write##name(void* p) {                                   \
    Access(p, size, false, PC);                                             \
    Access(p, size, true, PC);                                              \
  }                                                                         \
  void __tsan_unaligned_read_write##name(void* p) {                         \
    Access(p, size, false, PC);                                             \
    Access(p, size, true, PC);                                              \
  }
ACCESS(1, 1)
ACCESS(2, 2)
ACCESS(4, 4)
ACCESS(8, 8)
ACCESS(16, 16)
#undef ACCESS

void __tsan_read_range(void* p, std::size_t size) {
  Access(p, size, false, PC);
}
void __tsan_write_range(void* p, std::size_t size) {
  Access(p, size, true, PC);
}
void __tsan_vptr_read(void** p) { Access(p, sizeof *p, false, PC); }
void __tsan_vptr_update(void** p, void* value) {
  // Constructors set the same again.
  if (*p != value) Access(p, sizeof *p, true, PC);
}

void* __tsan_memcpy(void* to, const void* from, std::size_t size) {
  if (size > 0) {
    Access(from, size, false, PC);
    Access(to, size, true, PC);
  }
  return memcpy(to, from, size);
}
void* __tsan_memmove(void* to, const void* from, std::size_t size) {
  if (size > 0) {
    Access(from, size, false, PC);
    Access(to, size, true, PC);
  }
  return memmove(to, from, size);
}
void* __tsan_memset(void* to, int byte, std::size_t size) {
  if (size > 0) Access(to, size, true, PC);
  return memset(to, byte, size);
}

void __tsan_ignore_thread_begin() {}
void __tsan_ignore_thread_end() {}
}

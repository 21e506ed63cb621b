// Atomic operations, as an instrumented program calls them. With a schedule one
// thread runs at a time, so that each is a step of its own, and what it orders
// is what the standard says of its memory order: a release is known to whoever
// acquires it. Nothing older than the last value is ever read.
#include <cstring>

#include "objects.h"
#include "places.h"
#include "scheduler.h"
#include "spinning.h"
#include "wrapped.h"

namespace schedules {
namespace {

bool Acquires(int order) {
  return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME ||
         order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}
bool Releases(int order) {
  return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL ||
         order == __ATOMIC_SEQ_CST;
}

void Acquire(const Object& object, int order) {
  if (Acquires(order)) {
    self->clock.Join(object.clock);
  } else {
    self->acquired_later.Join(object.clock);
  }
}

// A store ends what was released before; an operation that reads and writes
// goes on with it.
void Release(Object& object, int order, bool reads) {
  if (!reads) object.clock.Clear();
  if (Releases(order)) {
    object.clock.Join(self->clock);
    self->clock.Advance(self->id);
  } else if (self->has_fence) {
    object.clock.Join(self->fence);
  }
}

template <typename T>
T Load(const volatile T* address, int order, Pc pc) {
  if (!Observed()) return __atomic_load_n(address, __ATOMIC_SEQ_CST);
  const Inside inside;
  const Place place = {self->calls, pc};
  Step(place);
  TouchBytes(address, sizeof(T), false, true, place);
  Acquire(ObjectAt(address), order);
  return *address;
}

template <typename T>
void Store(volatile T* address, T value, int order, Pc pc) {
  if (!Observed()) return __atomic_store_n(address, value, __ATOMIC_SEQ_CST);
  const Inside inside;
  const Place place = {self->calls, pc};
  Step(place);
  TouchBytes(address, sizeof(T), true, true, place);
  Release(ObjectAt(address), order, false);
  if (*address != value) NoteWriting();
  *address = value;
}

// Puts `change(value)` in the place of a value, and returns that.
template <typename T, typename Change>
T Update(volatile T* address, int order, Pc pc, const Change& change) {
  const Inside inside;
  const Place place = {self->calls, pc};
  Step(place);
  TouchBytes(address, sizeof(T), true, true, place);
  Object& object = ObjectAt(address);
  Acquire(object, order);
  Release(object, order, true);
  const T value = *address;
  const T changed = change(value);
  if (changed != value) NoteWriting();
  *address = changed;
  return value;
}

template <typename T>
bool Exchange(volatile T* address, T* expected, T wanted, int order,
              int failure_order, Pc pc) {
  if (!Observed()) {
    return __atomic_compare_exchange_n(address, expected, wanted, false,
                                       __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  }
  const Inside inside;
  const Place place = {self->calls, pc};
  Step(place);
  Object& object = ObjectAt(address);
  const T value = *address;
  if (value != *expected) {
    TouchBytes(address, sizeof(T), false, true, place);
    Acquire(object, failure_order);
    *expected = value;
    return false;
  }
  TouchBytes(address, sizeof(T), true, true, place);
  Acquire(object, order);
  Release(object, order, true);
  if (wanted != value) NoteWriting();
  *address = wanted;
  return true;
}

void Fence(int order, Pc pc) {
  if (!Observed()) return __atomic_thread_fence(__ATOMIC_SEQ_CST);
  const Inside inside;
  Step({self->calls, pc});
  if (Acquires(order)) self->clock.Join(self->acquired_later);
  if (Releases(order)) {
    self->fence = self->clock;
    self->has_fence = true;
    self->clock.Advance(self->id);
  }
}

}  // namespace
}  // namespace schedules

using schedules::Observed;

#define UPDATE(T, bits, name, builtin, expression)                        \
  T __tsan_atomic##bits##_##name(volatile T* a, T v, int order) {         \
    if (!Observed()) return builtin(a, v, __ATOMIC_SEQ_CST);              \
    return schedules::Update(                                             \
        a, order, PC, [v](T old) { return static_cast<T>(expression); }); \
  }

#define ATOMIC(T, bits)                                                       \
  T __tsan_atomic##bits##_load(const volatile T* a, int order) {              \
    return schedules::Load(a, order, PC);                                     \
  }                                                                           \
  void __tsan_atomic##bits##_store(volatile T* a, T v, int order) {           \
    schedules::Store(a, v, order, PC);                                        \
  }                                                                           \
  UPDATE(T, bits, exchange, __atomic_exchange_n, (static_cast<void>(old), v)) \
  UPDATE(T, bits, fetch_add, __atomic_fetch_add, old + v)                     \
  UPDATE(T, bits, fetch_sub, __atomic_fetch_sub, old - v)                     \
  UPDATE(T, bits, fetch_and, __atomic_fetch_and, old& v)                      \
  UPDATE(T, bits, fetch_or, __atomic_fetch_or, old | v)                       \
  UPDATE(T, bits, fetch_xor, __atomic_fetch_xor, old ^ v)                     \
  UPDATE(T, bits, fetch_nand, __atomic_fetch_nand, ~(old & v))                \
  int __tsan_atomic##bits##_compare_exchange_strong(                          \
      volatile T* a, T* expected, T wanted, int order, int failure) {         \
    return schedules::Exchange(a, expected, wanted, order, failure, PC);      \
  }                                                                           \
  int __tsan_atomic##bits##_compare_exchange_weak(                            \
      volatile T* a, T* expected, T wanted, int order, int failure) {         \
    return schedules::Exchange(a, expected, wanted, order, failure, PC);      \
  }                                                                           \
  T __tsan_atomic##bits##_compare_exchange_val(                               \
      volatile T* a, T expected, T wanted, int order, int failure) {          \
    schedules::Exchange(a, &expected, wanted, order, failure, PC);            \
    return expected;                                                          \
  }

extern "C" {
ATOMIC(unsigned char, 8)
ATOMIC(unsigned short, 16)
ATOMIC(unsigned int, 32)
ATOMIC(unsigned long, 64)

void __tsan_atomic_thread_fence(int order) { schedules::Fence(order, PC); }
void __tsan_atomic_signal_fence(int) {}
}

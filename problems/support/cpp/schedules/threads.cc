// Threads: their beginning and their end.
#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#include "objects.h"
#include "places.h"
#include "real.h"
#include "report.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

// Values of threads are taken down last of all, in as many rounds as this.
constexpr int kRounds = 4;  // PTHREAD_DESTRUCTOR_ITERATIONS

pthread_key_t end_key;

void AtEnd(void* thread) {
  if (self == nullptr || !active) return;
  // Objects of the thread may be taken down in the same round after this.
  if (++self->last_rounds < kRounds) {
    pthread_setspecific(end_key, thread);
    return;
  }
  ++self->inside;
  EndThread();
}

bool IsStackGiven(const pthread_attr_t* attributes) {
  void* begin = nullptr;
  std::size_t size = 0;
  return attributes != nullptr &&
         pthread_attr_getstack(attributes, &begin, &size) == 0 &&
         begin != nullptr;
}

void* Body(void* argument) {
  Thread* const thread = static_cast<Thread*>(argument);
  self = thread;
  ++self->inside;
  AwaitFirstTurn();
  KnowStack();
  pthread_setspecific(end_key, thread);
  --self->inside;
  return thread->body(thread->argument);
}

Thread* Find(pthread_t handle) {
  for (Thread* thread : threads) {
    if (!thread->waited_for && pthread_equal(thread->handle, handle) != 0) {
      return thread;
    }
  }
  return nullptr;
}

}  // namespace
}  // namespace schedules

using schedules::Inside;
using schedules::Observed;
using schedules::Place;
using schedules::Thread;

extern "C" {
int __real_pthread_create(pthread_t* handle, const pthread_attr_t* attributes,
                          void* (*body)(void*), void* argument);
int __real_pthread_join(pthread_t handle, void** result);
int __real_pthread_detach(pthread_t handle);

int __wrap_pthread_create(pthread_t* handle, const pthread_attr_t* attributes,
                          void* (*body)(void*), void* argument) {
  if (!Observed()) {
    return __real_pthread_create(handle, attributes, body, argument);
  }
  const Inside inside;
  // The first thread may end before the others, too: by pthread_exit(3).
  static const bool has_key =
      pthread_key_create(&schedules::end_key, schedules::AtEnd) == 0 &&
      pthread_setspecific(schedules::end_key, schedules::self) == 0;
  const Place place = schedules::PlaceOf(PC);
  Thread* const thread =
      has_key ? schedules::AddThread(schedules::self, place) : nullptr;
  if (thread == nullptr) return EAGAIN;
  thread->body = body;
  thread->argument = argument;
  int detached = PTHREAD_CREATE_JOINABLE;
  if (attributes != nullptr) pthread_attr_getdetachstate(attributes, &detached);
  thread->detached = detached == PTHREAD_CREATE_DETACHED;
  thread->stack_is_given = schedules::IsStackGiven(attributes);
  const int error =
      __real_pthread_create(handle, attributes, schedules::Body, thread);
  if (error != 0) {
    thread->state = schedules::State::kDone;
    thread->waited_for = true;
    return error;
  }
  thread->handle = *handle;
  schedules::Step(place);
  return 0;
}

int __wrap_pthread_join(pthread_t handle, void** result) {
  if (!Observed()) return __real_pthread_join(handle, result);
  const Inside inside;
  const Place place = schedules::PlaceOf(PC);
  Thread* const thread = schedules::Find(handle);
  if (thread != nullptr) {
    schedules::Step(place);
    while (thread->state != schedules::State::kDone) {
      schedules::Wait(schedules::State::kJoin, thread, place);
    }
    schedules::self->clock.Join(thread->clock);
    thread->waited_for = true;
  }
  return __real_pthread_join(handle, result);
}

int __wrap_pthread_detach(pthread_t handle) {
  if (Observed()) {
    if (Thread* const thread = schedules::Find(handle)) {
      thread->detached = true;
      if (thread->state == schedules::State::kDone) thread->waited_for = true;
    }
  }
  return __real_pthread_detach(handle);
}

[[noreturn]] void __wrap__exit(int status) {
  if (schedules::active && schedules::self != nullptr) {
    schedules::WriteReport("exit");
  }
  __real__exit(status);
}

[[noreturn]] void __wrap__Exit(int status) { __wrap__exit(status); }

// The C++ library calls the C library for its caller: what counts is where it
// was called itself.
#define FROM_LIBRARY(name, parameters, arguments)    \
  void __real_##name parameters;                     \
  void __wrap_##name parameters {                    \
    if (!Observed()) return __real_##name arguments; \
    const schedules::CalledFrom place(PC);           \
    __real_##name arguments;                         \
  }
FROM_LIBRARY(_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE,
             (void* condition, void* lock), (condition, lock))
FROM_LIBRARY(_ZNSt18condition_variable10notify_oneEv, (void* condition),
             (condition))
FROM_LIBRARY(_ZNSt18condition_variable10notify_allEv, (void* condition),
             (condition))
FROM_LIBRARY(_ZNSt6thread4joinEv, (void* thread_object), (thread_object))
}

// Threads of the C standard (threads.h). The C library does for them what the
// functions of pthreads do, but not by their names; its types differ from
// those in name alone.
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <threads.h>
#include <time.h>

#include <cstdint>

#include "arena.h"
#include "places.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t));
static_assert(sizeof(cnd_t) == sizeof(pthread_cond_t));
static_assert(sizeof(once_flag) == sizeof(pthread_once_t));

pthread_mutex_t* Posix(mtx_t* mutex) {
  return reinterpret_cast<pthread_mutex_t*>(mutex);
}
pthread_cond_t* Posix(cnd_t* condition) {
  return reinterpret_cast<pthread_cond_t*>(condition);
}

int Result(int error) {
  switch (error) {
    case 0:
      return thrd_success;
    case EBUSY:
      return thrd_busy;
    case ENOMEM:
      return thrd_nomem;
    case ETIMEDOUT:
      return thrd_timedout;
  }
  return thrd_error;
}

struct Start {
  thrd_start_t function;
  void* argument;
};

void* Run(void* start) {
  const Start* const given = static_cast<Start*>(start);
  return reinterpret_cast<void*>(
      static_cast<std::intptr_t>(given->function(given->argument)));
}

}  // namespace
}  // namespace schedules

using schedules::CalledFrom;
using schedules::Observed;

// C11(name, (parameters), (arguments), call): a result of pthreads' functions.
#define C11(name, parameters, arguments, ...)                   \
  int __real_##name parameters;                                 \
  int __wrap_##name parameters {                                \
    if (!schedules::Observed()) return __real_##name arguments; \
    const CalledFrom place(PC);                                 \
    return schedules::Result(__VA_ARGS__);                      \
  }
#define C11_VOID(name, parameters, arguments, ...)   \
  void __real_##name parameters;                     \
  void __wrap_##name parameters {                    \
    if (!Observed()) return __real_##name arguments; \
    const CalledFrom place(PC);                      \
    __VA_ARGS__;                                     \
  }

using schedules::Posix;

extern "C" {

int __real_mtx_init(mtx_t* mutex, int type);
int __wrap_mtx_init(mtx_t* mutex, int type) {
  if (Observed()) pthread_mutex_destroy(Posix(mutex));
  return __real_mtx_init(mutex, type);
}
C11_VOID(mtx_destroy, (mtx_t * mutex), (mutex),
         pthread_mutex_destroy(Posix(mutex)))
C11(mtx_lock, (mtx_t * mutex), (mutex), pthread_mutex_lock(Posix(mutex)))
C11(mtx_timedlock, (mtx_t * mutex, const timespec* until), (mutex, until),
    pthread_mutex_timedlock(Posix(mutex), until))
C11(mtx_trylock, (mtx_t * mutex), (mutex), pthread_mutex_trylock(Posix(mutex)))
C11(mtx_unlock, (mtx_t * mutex), (mutex), pthread_mutex_unlock(Posix(mutex)))

C11(cnd_init, (cnd_t * condition), (condition),
    pthread_cond_init(Posix(condition), nullptr))
C11_VOID(cnd_destroy, (cnd_t * condition), (condition),
         pthread_cond_destroy(Posix(condition)))
C11(cnd_wait, (cnd_t * condition, mtx_t* mutex), (condition, mutex),
    pthread_cond_wait(Posix(condition), Posix(mutex)))
C11(cnd_timedwait, (cnd_t * condition, mtx_t* mutex, const timespec* until),
    (condition, mutex, until),
    pthread_cond_timedwait(Posix(condition), Posix(mutex), until))
C11(cnd_signal, (cnd_t * condition), (condition),
    pthread_cond_signal(Posix(condition)))
C11(cnd_broadcast, (cnd_t * condition), (condition),
    pthread_cond_broadcast(Posix(condition)))

int __real_thrd_create(thrd_t* thread, thrd_start_t function, void* argument);
int __wrap_thrd_create(thrd_t* thread, thrd_start_t function, void* argument) {
  if (!Observed()) return __real_thrd_create(thread, function, argument);
  const CalledFrom place(PC);
  auto* const start = schedules::New<schedules::Start>();
  *start = {function, argument};
  return schedules::Result(
      pthread_create(thread, nullptr, schedules::Run, start));
}
int __real_thrd_join(thrd_t thread, int* result);
int __wrap_thrd_join(thrd_t thread, int* result) {
  if (!Observed()) return __real_thrd_join(thread, result);
  const CalledFrom place(PC);
  void* returned = nullptr;
  const int error = pthread_join(thread, &returned);
  if (result != nullptr) {
    *result = static_cast<int>(reinterpret_cast<std::intptr_t>(returned));
  }
  return schedules::Result(error);
}
C11(thrd_detach, (thrd_t thread), (thread), pthread_detach(thread))
C11(thrd_sleep, (const timespec* time, timespec* left), (time, left),
    nanosleep(time, left))
C11_VOID(thrd_yield, (), (), sched_yield())
C11_VOID(call_once, (once_flag * flag, void (*function)()), (flag, function),
         pthread_once(reinterpret_cast<pthread_once_t*>(flag), function))

int __real_timespec_get(timespec* time, int base);
int __wrap_timespec_get(timespec* time, int base) {
  if (!Observed() || base != TIME_UTC) return __real_timespec_get(time, base);
  return clock_gettime(CLOCK_REALTIME, time) == 0 ? base : 0;
}
}

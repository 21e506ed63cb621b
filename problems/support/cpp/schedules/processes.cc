// What is started past the functions that the scheduler knows: threads that no
// schedule has, and copies of the whole program. Nothing could be said of them.
#include <sched.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstdarg>

#include "places.h"
#include "scheduler.h"
#include "wrapped.h"

using schedules::Observed;

namespace {

[[noreturn]] void EndUnscheduled(schedules::Pc pc) {
  const schedules::Inside inside;
  schedules::self->place = schedules::PlaceOf(pc);
  schedules::EndRun("unscheduled");
}

}  // namespace

extern "C" {
pid_t __real_fork();
int __real_clone(int (*function)(void*), void* stack, int flags, void* argument,
                 ...);

pid_t __wrap_fork() {
  if (Observed()) EndUnscheduled(PC);
  return __real_fork();
}

// Until the child has ended or become another program it is in the place of the
// parent, which a function of ours could not return to twice.
pid_t __wrap_vfork() { return __wrap_fork(); }

int __wrap_clone(int (*function)(void*), void* stack, int flags, void* argument,
                 ...) {
  if (Observed()) EndUnscheduled(PC);
  va_list list;
  va_start(list, argument);
  void* const parent = va_arg(list, void*);
  void* const storage = va_arg(list, void*);
  void* const child = va_arg(list, void*);
  va_end(list);
  return __real_clone(function, stack, flags, argument, parent, storage, child);
}
}

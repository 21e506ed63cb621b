// For functions in the place of the C library's (wrap.options).
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_WRAPPED_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_WRAPPED_H_

#include "scheduler.h"

// Where the function that this stands in was called.
#define PC reinterpret_cast<schedules::Pc>(__builtin_return_address(0))

// WRAPPED(name, (parameters), (arguments), {body}): `body` in the place of the
// C library's function, which is called without a schedule.
#define WRAPPED(name, parameters, arguments, ...)               \
  int __real_##name parameters;                                 \
  int __wrap_##name parameters {                                \
    if (!schedules::Observed()) return __real_##name arguments; \
    __VA_ARGS__                                                 \
  }

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_WRAPPED_H_

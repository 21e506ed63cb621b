// Where the calling thread is, for reports.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_PLACES_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_PLACES_H_

#include "scheduler.h"

namespace schedules {

// `pc` is where a function of the C library was called. If the standard library
// did that, which says nothing of who called it, the place of that call.
inline Place PlaceOf(Pc pc) {
  if (self->outside.pc != 0) return self->outside;
  return {self->calls, pc};
}

// While there is one, what the thread calls of the C library counts as called
// at `pc`: a library does it for whoever called it there.
class CalledFrom {
 public:
  explicit CalledFrom(Pc pc) : before_(self->outside) {
    self->outside = {self->calls, pc};
  }
  ~CalledFrom() { self->outside = before_; }

 private:
  const Place before_;
};

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_PLACES_H_

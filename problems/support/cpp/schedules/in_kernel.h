// Waiting for a descriptor, during which others go on.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_IN_KERNEL_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_IN_KERNEL_H_

#include <errno.h>
#include <poll.h>

#include <algorithm>
#include <cstdint>

#include "deadlines.h"
#include "outside.h"
#include "places.h"
#include "scheduler.h"
#include "spinning.h"

namespace schedules {

// As a call of the kernel says that it failed.
inline int Fail(int error) {
  errno = error;
  return -1;
}

// Waits in the kernel, `milliseconds` at most, until `look()` finds something,
// which may be an error; meanwhile others go on.
template <typename Call>
int WaitInKernel(const pollfd* descriptors, nfds_t count, int milliseconds,
                 Pc pc, const Call& look) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  int found = look();
  if (found == 0 && milliseconds == 0) {
    NoteVainLook(place);
    found = look();
  }
  if (found != 0) NoteFound();
  if (found != 0 || milliseconds == 0) return found;
  const Awaited awaited = {
      descriptors, count,
      milliseconds < 0 ? kNever
                       : Now() + std::int64_t{milliseconds} * 1'000'000};
  self->awaited = &awaited;
  while (found == 0 && Now() < awaited.deadline) {
    self->vain_at = deeds;
    if (OthersReady()) {
      Step(place, true);
    } else {
      const std::int64_t others = EarliestDeadline();
      const std::int64_t first = std::min(others, EarliestInKernel());
      const int came = AwaitKernel(first);
      if (came < 0) {
        found = came;
        break;
      }
      if (came == 0 && others == first) WakeByDeadline();
    }
    found = look();
  }
  self->awaited = nullptr;
  NoteFound();
  return found;
}

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_IN_KERNEL_H_

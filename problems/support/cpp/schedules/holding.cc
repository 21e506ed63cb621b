#include "holding.h"

namespace schedules {

void Hold(Object& object, const Place& place) {
  object.taken = place;
  for (Held& held : self->held) {
    if (held.object == nullptr) {
      held = {&object, place};
      return;
    }
  }
  self->held.push_back({&object, place});
}

void LetGo(Thread& thread, const Object& object) {
  for (Held& held : thread.held) {
    if (held.object != &object) continue;
    held.object = nullptr;
    return;
  }
}

void Acquire(const Object& object) { self->clock.Join(object.clock); }
void Release(Object& object) {
  object.clock.Join(self->clock);
  self->clock.Advance(self->id);
}

}  // namespace schedules

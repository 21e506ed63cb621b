#include "ended_stacks.h"

#include <cstdint>

#include "arena.h"

namespace schedules {

namespace {

struct EndedStack {
  int owner = 0;
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;  // 0: forgotten
};
List<EndedStack> ended;

// All of them lie between these, so that an access elsewhere costs little.
std::uintptr_t lowest = UINTPTR_MAX;
std::uintptr_t highest = 0;

}  // namespace

void NoteEndedStack() {
  if (self->stack_is_given || self->stack_begin == self->stack_end) return;
  ended.push_back({self->id, self->stack_begin, self->stack_end});
  if (self->stack_begin < lowest) lowest = self->stack_begin;
  if (self->stack_end > highest) highest = self->stack_end;
}

void ForgetEndedStack(const volatile void* begin, std::size_t size) {
  const auto first = reinterpret_cast<std::uintptr_t>(begin);
  if (first >= highest || first + size <= lowest) return;
  for (EndedStack& one : ended) {
    if (first < one.end && first + size > one.begin) one.end = 0;
  }
}

void CheckEndedStacks(const volatile void* address, bool writes,
                      const Place& place) {
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  if (at < lowest || at >= highest || race.found) return;
  for (const EndedStack& one : ended) {
    if (at < one.begin || at >= one.end) continue;
    Touch owners;
    owners.thread = static_cast<std::uint8_t>(one.owner);
    owners.writes = true;
    owners.place = threads[one.owner]->place;
    Touch touch;
    touch.thread = static_cast<std::uint8_t>(self->id);
    touch.writes = writes;
    touch.place = place;
    race = {true, at, owners, touch};
    EndRun("use_after_join");
  }
}

}  // namespace schedules

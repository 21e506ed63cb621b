#include "objects.h"

#include "arena.h"

namespace schedules {

Race race;

namespace {

constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kCells = kPageBytes / 8;
constexpr std::size_t kSlots = 1 << 16;

struct Cell {
  Touch* touches = nullptr;
  Object* objects = nullptr;  // flags are small: several have room here
};

struct Page {
  std::uintptr_t number = 0;
  Page* next = nullptr;  // in the same slot
  Cell cells[kCells];
};

Page* slots[kSlots];
List<Page*> pages;     // all of them
Page* last = nullptr;  // looked up
Touch* spare = nullptr;
int objects = 0;

Page* FindPage(std::uintptr_t number, bool make) {
  if (last != nullptr && last->number == number) return last;
  // Neighbours beside each other: each page of this table that is looked at has
  // to be made by the kernel.
  Page*& slot = slots[number % kSlots];
  for (Page* page = slot; page != nullptr; page = page->next) {
    if (page->number == number) return last = page;
  }
  if (!make) return nullptr;
  Page* const page = New<Page>();
  page->number = number;
  page->next = slot;
  slot = page;
  pages.push_back(page);
  return last = page;
}

Cell& CellAt(std::uintptr_t address) {
  return FindPage(address / kPageBytes, true)->cells[address % kPageBytes / 8];
}

Touch* NewTouch() {
  if (spare == nullptr) return New<Touch>();
  Touch* const touch = spare;
  spare = touch->next;
  return touch;
}

void Drop(Touch*& link) {
  Touch* const gone = link;
  link = gone->next;
  gone->next = spare;
  spare = gone;
}

bool IsOrdered(const Touch& earlier) {
  return earlier.when <= self->clock.at[earlier.thread];
}

// Whether who would race with `old` later would race with `touch` as well.
bool IsCovered(const Touch& old, const Touch& touch) {
  if ((old.bytes & ~touch.bytes) != 0) return false;
  if (touch.atomic && !old.atomic) return false;
  if (old.thread == touch.thread) return touch.writes || !old.writes;
  return touch.writes && IsOrdered(old);
}

void TouchCell(std::uintptr_t address, const Touch& touch) {
  Cell& cell = CellAt(address);
  for (Touch** link = &cell.touches; *link != nullptr;) {
    Touch& old = **link;
    const bool conflicts = old.thread != touch.thread &&
                           (old.bytes & touch.bytes) != 0 &&
                           (old.writes || touch.writes) &&
                           !(old.atomic && touch.atomic) && !IsOrdered(old);
    if (conflicts && !race.found) {
      race = {true, address, old, touch};
    }
    if (IsCovered(old, touch)) {
      Drop(*link);
    } else {
      link = &old.next;
    }
  }
  Touch* const kept = NewTouch();
  *kept = touch;
  kept->next = cell.touches;
  cell.touches = kept;
}

std::uintptr_t Number(const volatile void* address) {
  return reinterpret_cast<std::uintptr_t>(address);
}

// Forgets what `page` has of the bytes from `begin` to `end`.
void ForgetIn(Page& page, std::uintptr_t begin, std::uintptr_t end) {
  const std::uintptr_t first = page.number * kPageBytes;
  const std::uintptr_t from = begin > first ? begin - first : 0;
  const std::uintptr_t to = end > first ? end - first : 0;
  for (std::size_t i = from / 8; i < kCells && i * 8 < to; ++i) {
    Cell& cell = page.cells[i];
    while (cell.touches != nullptr) Drop(cell.touches);
    for (Object** link = &cell.objects; *link != nullptr;) {
      const std::uintptr_t address = (*link)->address;
      if (address >= begin && address < end) {
        *link = (*link)->next;
      } else {
        link = &(*link)->next;
      }
    }
  }
}

}  // namespace

Object& ObjectAt(const volatile void* address) {
  Cell& cell = CellAt(Number(address));
  for (Object* object = cell.objects; object != nullptr;
       object = object->next) {
    if (object->address == Number(address)) return *object;
  }
  Object* const object = New<Object>();
  object->number = ++objects;
  object->address = Number(address);
  object->next = cell.objects;
  cell.objects = object;
  return *object;
}

void Forget(const volatile void* address, std::size_t size) {
  const std::uintptr_t begin = Number(address);
  const std::uintptr_t end = begin + size;
  // A stack has more pages than anything is known of.
  if (size / kPageBytes > pages.size()) {
    for (Page* page : pages) ForgetIn(*page, begin, end);
    return;
  }
  for (std::uintptr_t number = begin / kPageBytes; number * kPageBytes < end;
       ++number) {
    if (Page* const page = FindPage(number, false)) {
      ForgetIn(*page, begin, end);
    }
  }
}

void TouchBytes(const volatile void* address, std::size_t size, bool writes,
                bool atomic, const Place& place) {
  Touch touch;
  touch.when = self->clock.at[self->id];
  touch.thread = static_cast<std::uint8_t>(self->id);
  touch.writes = writes;
  touch.atomic = atomic;
  touch.place = place;
  const std::uintptr_t begin = Number(address);
  const std::uintptr_t end = begin + size;
  for (std::uintptr_t at = begin; at < end;) {
    const std::uintptr_t first = at % 8;
    const std::uintptr_t stop = at - first + 8 < end ? at - first + 8 : end;
    touch.bytes = static_cast<std::uint8_t>(((1u << (stop - at)) - 1) << first);
    TouchCell(at, touch);
    at = stop;
  }
}

}  // namespace schedules

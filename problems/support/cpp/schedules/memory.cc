// Memory that is allocated anew: nothing is known of it.
#include <malloc.h>
#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>

#include "ended_stacks.h"
#include "objects.h"
#include "scheduler.h"

namespace {

void* Fresh(void* memory) {
  if (memory == nullptr || !schedules::Observed()) return memory;
  const schedules::Inside inside;
  schedules::Forget(memory, malloc_usable_size(memory));
  schedules::ForgetEndedStack(memory, malloc_usable_size(memory));
  return memory;
}

}  // namespace

extern "C" {
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* memory, std::size_t size);
void* __real_aligned_alloc(std::size_t alignment, std::size_t size);
int __real_posix_memalign(void** memory, std::size_t alignment,
                          std::size_t size);

void* __real_mmap(void* wish, std::size_t size, int protection, int flags,
                  int descriptor, long offset);

void* __wrap_mmap(void* wish, std::size_t size, int protection, int flags,
                  int descriptor, long offset) {
  void* const memory =
      __real_mmap(wish, size, protection, flags, descriptor, offset);
  if (memory != MAP_FAILED && schedules::Observed()) {
    const schedules::Inside inside;
    schedules::Forget(memory, size);
    schedules::ForgetEndedStack(memory, size);
  }
  return memory;
}

void* __wrap_malloc(std::size_t size) { return Fresh(__real_malloc(size)); }
void* __wrap_calloc(std::size_t count, std::size_t size) {
  return Fresh(__real_calloc(count, size));
}
void* __wrap_realloc(void* memory, std::size_t size) {
  return Fresh(__real_realloc(memory, size));
}
void* __wrap_aligned_alloc(std::size_t alignment, std::size_t size) {
  return Fresh(__real_aligned_alloc(alignment, size));
}
int __wrap_posix_memalign(void** memory, std::size_t alignment,
                          std::size_t size) {
  const int error = __real_posix_memalign(memory, alignment, size);
  if (error == 0) Fresh(*memory);
  return error;
}
}

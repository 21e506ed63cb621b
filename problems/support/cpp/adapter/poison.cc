// Fills memory with rubbish when it is freed. A submission that uses an object
// after its end would often find it as it was, and be right by luck; like this
// it goes wrong every time.
#include <malloc.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace {

void Free(void* memory) {
  if (memory == nullptr) return;
  std::memset(memory, 0xdd, malloc_usable_size(memory));
  // To the compiler, writing to memory that is about to be freed has no effect.
  asm volatile("" : : "r"(memory) : "memory");
  std::free(memory);
}

}  // namespace

// The library's other forms of `delete`, but for over-aligned types, call
// these. Weak: a submission may have its own.
[[gnu::weak]] void operator delete(void* memory) noexcept { Free(memory); }
[[gnu::weak]] void operator delete(void* memory, std::size_t) noexcept {
  Free(memory);
}

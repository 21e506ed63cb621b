// Memory of the runtime's own, never given back: what the submission allocates
// goes through the runtime, which therefore cannot allocate like it.
#ifndef PROBLEMS_SUPPORT_CPP_SCHEDULES_ARENA_H_
#define PROBLEMS_SUPPORT_CPP_SCHEDULES_ARENA_H_

#include <sys/mman.h>

#include <cstddef>
#include <new>

namespace schedules {

inline void* ArenaBytes(std::size_t size) {
  constexpr std::size_t kBlock = 1 << 20;
  static char* next = nullptr;
  static std::size_t left = 0;
  size = (size + 15) & ~std::size_t{15};
  if (size > left) {
    left = size > kBlock ? size : kBlock;
    void* const block = mmap(nullptr, left, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) __builtin_trap();
    next = static_cast<char*>(block);
  }
  void* const bytes = next;
  next += size;
  left -= size;
  return bytes;
}

// A new T, all of whose bytes were zero before its constructor ran.
template <typename T>
T* New() {
  return new (ArenaBytes(sizeof(T))) T();
}

// A list that only grows.
template <typename T>
class List {
 public:
  void push_back(const T& value) {
    if (size_ == capacity_) {
      capacity_ = capacity_ == 0 ? 16 : capacity_ * 2;
      T* const more = static_cast<T*>(ArenaBytes(capacity_ * sizeof(T)));
      for (std::size_t i = 0; i < size_; ++i) more[i] = data_[i];
      data_ = more;
    }
    data_[size_++] = value;
  }
  T& operator[](std::size_t i) { return data_[i]; }
  std::size_t size() const { return size_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace schedules

#endif  // PROBLEMS_SUPPORT_CPP_SCHEDULES_ARENA_H_

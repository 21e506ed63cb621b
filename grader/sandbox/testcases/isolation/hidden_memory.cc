// Takes some hundred MiB that no process has in its own memory: page tables of
// memory that is only read, or a file in memory. Then stays until it is ended.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <vector>

namespace {

constexpr std::size_t kMiB = 1 << 20;

void FillTables() {
  // Each two MiB take a table of four KiB.
  constexpr std::size_t kSize = 128UL * 1024 * kMiB;
  void* memory = mmap(nullptr, kSize, PROT_READ,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return;
  madvise(memory, kSize, MADV_NOHUGEPAGE);
  const volatile char* bytes = static_cast<char*>(memory);
  for (std::size_t at = 0; at < kSize; at += 2 * kMiB) {
    [[maybe_unused]] const char byte = bytes[at];
  }
}

}  // namespace

int main(int, char** argv) {
  if (std::strcmp(argv[1], "tables") == 0) {
    FillTables();
  } else {
    const int file = memfd_create("file", 0);
    if (file < 0) {
      std::puts("refused");
      return 0;
    }
    const std::vector<char> block(kMiB, 'x');
    for (int i = 0; i < 300; ++i) {
      if (write(file, block.data(), kMiB) < 0) break;
    }
  }
  for (;;) pause();
}

// Takes N MiB of memory and touches all of it.
#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int, char** argv) {
  for (int i = 0; i < std::atoi(argv[1]); ++i) {
    void* block = std::malloc(1 << 20);
    if (block == nullptr) return 3;
    std::memset(block, i + 1, 1 << 20);
  }
  std::puts("done");
}

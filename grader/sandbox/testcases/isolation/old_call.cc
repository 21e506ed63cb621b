// Makes a system call by the old 32-bit entry, which no 64-bit filter sees.
#include <cstdio>

int main() {
  long result = 20;  // getpid
#if defined(__x86_64__)
  asm volatile("int $0x80" : "+a"(result));
#endif
  std::printf("%ld\n", result);
}

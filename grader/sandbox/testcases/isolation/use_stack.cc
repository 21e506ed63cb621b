// Recurses until its stack takes N MiB, in frames of a page each.
#include <cstdio>
#include <cstdlib>

namespace {

int Deeper(const volatile char* above, int pages) {
  volatile char frame[4000];
  frame[0] = above[0];
  return pages == 0 ? 0 : 1 + Deeper(frame, pages - 1) + frame[0];
}

}  // namespace

int main(int, char** argv) {
  const volatile char first = 0;
  Deeper(&first, std::atoi(argv[1]) * 256);
  std::puts("done");
}

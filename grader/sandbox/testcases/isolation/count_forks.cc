// Prints how many children it can have at once.
#include <unistd.h>

#include <cstdio>

int main() {
  int count = 0;
  while (count < 100) {
    const pid_t child = fork();
    if (child < 0) break;
    if (child == 0) {
      pause();
      _exit(0);
    }
    ++count;
  }
  std::fprintf(stderr, "%d", count);
}

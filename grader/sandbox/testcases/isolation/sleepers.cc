// Starts N processes that sleep in sessions of their own, and ends. Prints how
// many it could start.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

int main(int, char** argv) {
  int started = 0;
  for (int i = 0; i < std::atoi(argv[1]); ++i) {
    const pid_t child = fork();
    if (child == 0) {
      setsid();
      while (true) pause();
    }
    if (child > 0) ++started;
  }
  std::printf("%d\n", started);
}

// Forks as fast as it can, in sessions of their own; bounded, so that a sandbox
// with a hole does not take the machine along.
#include <unistd.h>

int main() {
  for (int generation = 0; generation < 11; ++generation) {
    if (fork() == 0) setsid();
  }
  for (;;) pause();
}

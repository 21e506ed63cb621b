// Signals everything it can, and lives on if that does not reach it.
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
  kill(getppid(), SIGSTOP);
  kill(getppid(), SIGKILL);
  for (int i = 1; i < argc; ++i) kill(std::atoi(argv[i]), SIGKILL);
  kill(-1, SIGTERM);
  kill(-1, SIGKILL);
  std::puts("alive");
}

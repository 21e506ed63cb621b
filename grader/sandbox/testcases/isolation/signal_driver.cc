// Sends its driver a signal, and lives on until the driver leaves.
#include <signal.h>

#include <cstdio>
#include <cstdlib>

int main(int, char** argv) {
  // A driver that has just been killed may be gone when it is answered.
  signal(SIGPIPE, SIG_IGN);
  std::FILE* questions = fdopen(4, "r");
  int driver = 0;
  if (std::fscanf(questions, "%d", &driver) != 1 || driver <= 1) return 1;
  if (kill(driver, std::atoi(argv[1])) != 0) std::puts("refused");
  std::fflush(stdout);
  int question = 0;
  while (std::fscanf(questions, "%d", &question) == 1) dprintf(4, "answer\n");
}

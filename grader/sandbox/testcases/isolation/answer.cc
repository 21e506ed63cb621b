// Answers each question of a driver after 100 ms, and leaves when it has left.
#include <unistd.h>

#include <cstdio>

int main() {
  std::puts("to stdout");
  std::fflush(stdout);
  std::fputs("to stderr\n", stderr);
  std::FILE* questions = fdopen(4, "r");
  char question[100];
  if (std::fgets(question, sizeof question, questions) == nullptr) return 1;
  while (std::fgets(question, sizeof question, questions) != nullptr) {
    usleep(100'000);
    dprintf(4, "answer to %s", question);
  }
}

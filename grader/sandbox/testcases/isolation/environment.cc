// Prints its environment.
#include <unistd.h>

#include <cstdio>

int main() {
  for (char** variable = environ; *variable != nullptr; ++variable) {
    std::puts(*variable);
  }
}

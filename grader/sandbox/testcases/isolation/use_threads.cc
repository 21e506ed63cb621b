// Starts N threads that wait, for a while (real time); ends with 1 if it
// cannot.
#include <pthread.h>
#include <unistd.h>

#include <cstdlib>

int main(int, char** argv) {
  int result = 0;
  for (int i = 0; i < std::atoi(argv[1]); ++i) {
    pthread_t thread;
    const auto wait = [](void*) -> void* {
      while (true) pause();
    };
    if (pthread_create(&thread, nullptr, wait, nullptr) != 0) result = 1;
  }
  usleep(50'000);
  _exit(result);
}

// Opens N descriptors and keeps them for a while (real time); ends with 1 if it
// cannot.
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

int main(int, char** argv) {
  int result = 0;
  for (int i = 0; i < std::atoi(argv[1]); ++i) {
    if (open("/dev/null", O_RDONLY) < 0) result = 1;
  }
  usleep(200'000);
  return result;
}

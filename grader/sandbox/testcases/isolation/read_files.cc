// Tries to read every file it is given; prints those that it could read.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const int fd = open(argv[i], O_RDONLY);
    char byte;
    if (fd >= 0 && read(fd, &byte, 1) >= 0) std::puts(argv[i]);
    if (fd >= 0) close(fd);
  }
}

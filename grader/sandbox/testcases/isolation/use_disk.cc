// Writes N KiB into each of M files in the working directory; ends with 1 if it
// cannot.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

int main(int, char** argv) {
  const std::string block(1024, 'x');
  for (int file = 0; file < std::atoi(argv[2]); ++file) {
    const int fd = open(("file-" + std::to_string(file)).c_str(),
                        O_CREAT | O_WRONLY, 0600);
    if (fd < 0) return 1;
    for (int i = 0; i < std::atoi(argv[1]); ++i) {
      if (write(fd, block.data(), block.size()) != 1024) return 1;
    }
    close(fd);
  }
}

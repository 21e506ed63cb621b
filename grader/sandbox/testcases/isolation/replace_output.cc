// Puts a link, a pipe, a folder or a file in the place of its output.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

int main(int, char** argv) {
  const char* kind = argv[1];
  if (!strcmp(kind, "symlink")) return symlink("/etc/passwd", "out");
  if (!strcmp(kind, "fifo")) return mkfifo("out", 0600);
  if (!strcmp(kind, "folder")) return mkdir("out", 0700);
  const int fd = open("real", O_CREAT | O_WRONLY, 0600);
  if (write(fd, "text", 4) != 4) return 1;
  if (!strcmp(kind, "hardlink")) return link("real", "out");
  return rename("real", "out");
}

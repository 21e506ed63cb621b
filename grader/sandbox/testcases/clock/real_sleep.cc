#include <sys/socket.h>
#include <sys/time.h>

#include "grader/sandbox/testcases/clock/span.h"

int main() {
  // The kernel's own timeout of a socket: no call that waits for a time.
  int ends[2];
  EXPECT_THAT_IT(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) == 0);
  const timeval timeout = {0, 50000};
  setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  char byte;
  EXPECT_THAT_IT(recv(ends[0], &byte, 1, 0) == -1);
}

// Tries to reach something over each kind of socket; prints what it could do.
// Arguments: a TCP port on the loopback interface, an abstract name, a path.
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

bool Connects(int family, const void* address, socklen_t size) {
  const int fd = socket(family, SOCK_STREAM, 0);
  return fd >= 0 &&
         connect(fd, static_cast<const sockaddr*>(address), size) == 0;
}

}  // namespace

int main(int, char** argv) {
  sockaddr_in internet = {};
  internet.sin_family = AF_INET;
  internet.sin_port = htons(static_cast<unsigned short>(atoi(argv[1])));
  internet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (Connects(AF_INET, &internet, sizeof internet)) puts("loopback");
  sockaddr_un abstract = {};
  abstract.sun_family = AF_UNIX;
  strcpy(abstract.sun_path + 1, argv[2]);
  if (Connects(
          AF_UNIX, &abstract,
          static_cast<socklen_t>(sizeof(sa_family_t) + 1 + strlen(argv[2])))) {
    puts("abstract");
  }
  sockaddr_un path = {};
  path.sun_family = AF_UNIX;
  strcpy(path.sun_path, argv[3]);
  if (Connects(AF_UNIX, &path, sizeof path)) puts("path");
  if (socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) >= 0) puts("netlink");
  if (socket(AF_VSOCK, SOCK_STREAM, 0) >= 0) puts("vsock");
}

#include "grader/testing/listeners.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

int Listen(int family, const void* address, std::size_t size) {
  const int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0 ||
      bind(fd, static_cast<const sockaddr*>(address),
           static_cast<socklen_t>(size)) != 0 ||
      listen(fd, 16) != 0) {
    std::abort();
  }
  return fd;
}

int ListenLocally(const std::string& name) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, name.data(), name.size());
  return Listen(AF_UNIX, &address,
                offsetof(sockaddr_un, sun_path) + name.size());
}

}  // namespace

Listeners::Listeners(const std::filesystem::path& path)
    : path_(path), abstract_name_(absl::StrCat("hostile-test-", getpid())) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockets_.push_back(Listen(AF_INET, &address, sizeof address));
  socklen_t size = sizeof address;
  getsockname(sockets_.back(), reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  sockets_.push_back(ListenLocally(path_));
  chmod(path_.c_str(), 0666);
  sockets_.push_back(ListenLocally(std::string(1, '\0') + abstract_name_));
}

Listeners::~Listeners() {
  for (const int fd : sockets_) close(fd);
  unlink(path_.c_str());
}

bool Listeners::reached() {
  bool any = false;
  for (const int fd : sockets_) {
    for (;;) {
      const int connection = accept4(fd, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) break;
      close(connection);
      any = true;
    }
  }
  return any;
}

}  // namespace grader

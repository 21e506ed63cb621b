// Reading and writing: whoever waits for a descriptor lets others go on.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>

#include "holding.h"
#include "in_kernel.h"
#include "objects.h"
#include "outside.h"
#include "places.h"
#include "real.h"
#include "scheduler.h"
#include "wrapped.h"

namespace schedules {
namespace {

// Whoever has read something may know all that whoever wrote had done.
Object written;

// Whether a call may wait for the descriptor. Not so for the grader's, for
// which no seed decides.
bool Waits(int descriptor) {
  const int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 || (flags & O_NONBLOCK) == 0;
}

// Others go on until a descriptor is ready for `events`.
void Await(int descriptor, short events, bool waits, Pc pc) {
  if (descriptor <= STDERR_FILENO) return;
  if (!waits) {
    const Inside inside;
    Step(PlaceOf(pc));
    return;
  }
  pollfd wanted = {descriptor, events, 0};
  WaitInKernel(&wanted, 1, -1, pc, [&] { return FindReady(&wanted, 1); });
}

// As much as has been let in; else nothing, or what is waited for.
ssize_t ReadFromDriver(int descriptor, void* bytes, std::size_t size, Pc pc) {
  const Inside inside;
  const Place place = PlaceOf(pc);
  Step(place);
  if (Admitted(size) == 0 && size > 0) {
    NoteRead(0);
    if (!Waits(descriptor)) {
      NoteVainLook(place);
      if (Admitted(size) == 0) return Fail(EAGAIN);
    } else {
      pollfd wanted = {descriptor, POLLIN, 0};
      WaitInKernel(&wanted, 1, -1, pc, [&] { return FindReady(&wanted, 1); });
    }
  }
  const long most = Admitted(size);
  const ssize_t count = __real_read(descriptor, bytes, most < 0 ? size : most);
  NoteRead(count);
  NoteFound();
  return count;
}

// Does `receive()`, which gives -1 where there is nothing.
template <typename Call>
ssize_t Receive(int descriptor, bool waits, Pc pc, const Call& receive) {
  Await(descriptor, POLLIN, waits, pc);
  ssize_t count = receive();
  if (count < 0 && errno == EAGAIN) {
    const Inside inside;
    NoteVainLook(PlaceOf(pc));
    count = receive();
  }
  Acquire(written);
  return count;
}

template <typename Call>
ssize_t Send(int descriptor, bool waits, Pc pc, const Call& send) {
  Await(descriptor, POLLOUT, waits, pc);
  Release(written);
  return send();
}

bool WaitsFor(int descriptor, int flags) {
  return Waits(descriptor) && (flags & MSG_DONTWAIT) == 0;
}

// Whether its bytes are a stream, of which a part can be written for now.
bool IsStream(int descriptor) {
  struct stat facts;
  if (descriptor <= STDERR_FILENO || fstat(descriptor, &facts) != 0) {
    return false;
  }
  if (S_ISFIFO(facts.st_mode)) return true;
  int type = 0;
  socklen_t size = sizeof type;
  return S_ISSOCK(facts.st_mode) &&
         getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
         type == SOCK_STREAM;
}

// `write(bytes, size)`, so that others may read in between: whoever has room
// has it for that much (pipe(7)), and must not wait in the kernel for more.
template <typename Call>
ssize_t SendInParts(int descriptor, const void* bytes, std::size_t size,
                    bool waits, Pc pc, const Call& write) {
  const std::size_t part =
      waits && IsStream(descriptor) ? std::size_t{PIPE_BUF} : size;
  const char* const text = static_cast<const char*>(bytes);
  std::size_t done = 0;
  do {
    const std::size_t most = std::min(size - done, part);
    const ssize_t count =
        Send(descriptor, waits, pc, [&] { return write(text + done, most); });
    if (count < 0) return done > 0 ? static_cast<ssize_t>(done) : count;
    done += static_cast<std::size_t>(count);
    if (static_cast<std::size_t>(count) < most) break;
  } while (done < size);
  return static_cast<ssize_t>(done);
}

const iovec* FirstPart(const iovec* parts, int count) {
  const iovec* const part = std::find_if(
      parts, parts + count, [](const iovec& one) { return one.iov_len > 0; });
  return part == parts + count ? nullptr : part;
}

}  // namespace
}  // namespace schedules

using schedules::Observed;

extern "C" {
ssize_t __real_readv(int descriptor, const iovec* parts, int count);
ssize_t __real_write(int descriptor, const void* bytes, std::size_t size);
ssize_t __real_writev(int descriptor, const iovec* parts, int count);
ssize_t __real_recv(int socket, void* bytes, std::size_t size, int flags);
ssize_t __real_recvfrom(int socket, void* bytes, std::size_t size, int flags,
                        sockaddr* from, socklen_t* length);
ssize_t __real_recvmsg(int socket, msghdr* message, int flags);
ssize_t __real_send(int socket, const void* bytes, std::size_t size, int flags);
ssize_t __real_sendto(int socket, const void* bytes, std::size_t size,
                      int flags, const sockaddr* to, socklen_t length);
ssize_t __real_sendmsg(int socket, const msghdr* message, int flags);
int __real_accept(int socket, sockaddr* from, socklen_t* length);
int __real_accept4(int socket, sockaddr* from, socklen_t* length, int flags);

ssize_t __wrap_read(int descriptor, void* bytes, std::size_t size) {
  if (!Observed()) return __real_read(descriptor, bytes, size);
  if (schedules::IsOfDriver(descriptor)) {
    return schedules::ReadFromDriver(descriptor, bytes, size, PC);
  }
  return schedules::Receive(descriptor, schedules::Waits(descriptor), PC,
                            [&]() -> ssize_t {
                              if (schedules::IsTimer(descriptor)) {
                                if (!schedules::HasCome(descriptor))
                                  return schedules::Fail(EAGAIN);
                                schedules::TakeTimer(descriptor);
                              }
                              return __real_read(descriptor, bytes, size);
                            });
}

ssize_t __wrap_readv(int descriptor, const iovec* parts, int count) {
  if (!Observed()) return __real_readv(descriptor, parts, count);
  const iovec* const part = schedules::FirstPart(parts, count);
  if (part == nullptr) return __real_readv(descriptor, parts, count);
  if (schedules::IsOfDriver(descriptor)) {
    return schedules::ReadFromDriver(descriptor, part->iov_base, part->iov_len,
                                     PC);
  }
  return schedules::Receive(descriptor, schedules::Waits(descriptor), PC, [&] {
    return __real_readv(descriptor, parts, count);
  });
}

ssize_t __wrap_write(int descriptor, const void* bytes, std::size_t size) {
  if (!Observed()) return __real_write(descriptor, bytes, size);
  return schedules::SendInParts(descriptor, bytes, size,
                                schedules::Waits(descriptor), PC,
                                [&](const char* text, std::size_t most) {
                                  return __real_write(descriptor, text, most);
                                });
}

ssize_t __wrap_writev(int descriptor, const iovec* parts, int count) {
  if (!Observed()) return __real_writev(descriptor, parts, count);
  std::size_t size = 0;
  for (int i = 0; i < count; ++i) size += parts[i].iov_len;
  const iovec* const part = schedules::FirstPart(parts, count);
  const bool waits = schedules::Waits(descriptor);
  // As much as there may be room for.
  if (part != nullptr && waits && size > PIPE_BUF &&
      schedules::IsStream(descriptor)) {
    return schedules::SendInParts(descriptor, part->iov_base, part->iov_len,
                                  waits, PC,
                                  [&](const char* text, std::size_t most) {
                                    return __real_write(descriptor, text, most);
                                  });
  }
  return schedules::Send(descriptor, waits, PC, [&] {
    return __real_writev(descriptor, parts, count);
  });
}

ssize_t __wrap_recv(int socket, void* bytes, std::size_t size, int flags) {
  if (!Observed()) return __real_recv(socket, bytes, size, flags);
  return schedules::Receive(
      socket, schedules::WaitsFor(socket, flags), PC,
      [&] { return __real_recv(socket, bytes, size, flags); });
}

ssize_t __wrap_recvfrom(int socket, void* bytes, std::size_t size, int flags,
                        sockaddr* from, socklen_t* length) {
  if (!Observed()) {
    return __real_recvfrom(socket, bytes, size, flags, from, length);
  }
  return schedules::Receive(
      socket, schedules::WaitsFor(socket, flags), PC, [&] {
        return __real_recvfrom(socket, bytes, size, flags, from, length);
      });
}

ssize_t __wrap_recvmsg(int socket, msghdr* message, int flags) {
  if (!Observed()) return __real_recvmsg(socket, message, flags);
  return schedules::Receive(
      socket, schedules::WaitsFor(socket, flags), PC,
      [&] { return __real_recvmsg(socket, message, flags); });
}

ssize_t __wrap_send(int socket, const void* bytes, std::size_t size,
                    int flags) {
  if (!Observed()) return __real_send(socket, bytes, size, flags);
  return schedules::SendInParts(socket, bytes, size,
                                schedules::WaitsFor(socket, flags), PC,
                                [&](const char* text, std::size_t most) {
                                  return __real_send(socket, text, most, flags);
                                });
}

ssize_t __wrap_sendto(int socket, const void* bytes, std::size_t size,
                      int flags, const sockaddr* to, socklen_t length) {
  if (!Observed()) {
    return __real_sendto(socket, bytes, size, flags, to, length);
  }
  return schedules::SendInParts(
      socket, bytes, size, schedules::WaitsFor(socket, flags), PC,
      [&](const char* text, std::size_t most) {
        return __real_sendto(socket, text, most, flags, to, length);
      });
}

ssize_t __wrap_sendmsg(int socket, const msghdr* message, int flags) {
  if (!Observed()) return __real_sendmsg(socket, message, flags);
  return schedules::Send(socket, schedules::WaitsFor(socket, flags), PC, [&] {
    return __real_sendmsg(socket, message, flags);
  });
}

int __wrap_accept(int socket, sockaddr* from, socklen_t* length) {
  if (!Observed()) return __real_accept(socket, from, length);
  return static_cast<int>(
      schedules::Receive(socket, schedules::Waits(socket), PC,
                         [&] { return __real_accept(socket, from, length); }));
}

int __wrap_accept4(int socket, sockaddr* from, socklen_t* length, int flags) {
  if (!Observed()) return __real_accept4(socket, from, length, flags);
  return static_cast<int>(schedules::Receive(
      socket, schedules::Waits(socket), PC,
      [&] { return __real_accept4(socket, from, length, flags); }));
}
}

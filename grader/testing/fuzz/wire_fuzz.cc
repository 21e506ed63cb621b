// Any bytes on the socket between the grader and its sandbox program.
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "grader/execute/monotonic.h"
#include "grader/execute/wire.h"
#include "grader/testing/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  // With a deadline a frame is read in another way.
  const bool hurried = size > 0 && data[size - 1] % 2 == 1;
  int sockets[2];
  grader::Require(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0,
                  "a socket can be made");
  grader::Require(send(sockets[0], data, size, 0) == static_cast<ssize_t>(size),
                  "what is sent fits into the socket");
  close(sockets[0]);
  const absl::Time deadline = hurried ? grader::MonotonicNow() + absl::Hours(1)
                                      : absl::InfiniteFuture();
  std::size_t taken = 0;
  while (true) {
    const auto frame = grader::ReadFrame(sockets[1], deadline);
    if (!frame.ok()) break;
    taken += frame->size() + sizeof(std::uint32_t);
    grader::Require(taken <= size, "a frame holds what was sent");
    (void)grader::DecodeRequest(*frame);
    (void)grader::DecodeReply(*frame);
  }
  close(sockets[1]);
  return 0;
}

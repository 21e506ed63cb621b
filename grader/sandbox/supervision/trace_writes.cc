#include "grader/sandbox/supervision/trace_writes.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grader/execute/monotonic.h"
#include "grader/sandbox/kernel/run_descriptors.h"
#include "grader/sandbox/kernel/task_memory.h"

namespace grader::sandbox {
namespace {

// What the socket would take in one packet.
constexpr std::uint64_t kMaxPacket = 65536;
constexpr std::uint64_t kMaxPieces = 1024;

bool Append(pid_t tid, std::uint64_t address, std::uint64_t size,
            std::string& text) {
  if (size > kMaxPacket - text.size()) return false;
  const std::size_t old = text.size();
  text.resize(old + size);
  return size == 0 || ReadMemory(tid, address, text.data() + old, size);
}

bool AppendPieces(pid_t tid, std::uint64_t address, std::uint64_t count,
                  std::string& text) {
  if (count > kMaxPieces) return false;
  std::vector<iovec> pieces(count);
  if (count > 0 &&
      !ReadMemory(tid, address, pieces.data(), count * sizeof(iovec))) {
    return false;
  }
  return std::all_of(pieces.begin(), pieces.end(), [&](const iovec& piece) {
    return Append(tid, reinterpret_cast<std::uint64_t>(piece.iov_base),
                  piece.iov_len, text);
  });
}

bool ReadPacket(const Notification& call, std::string& text) {
  const auto& args = call.args;
  switch (call.call) {
    case SYS_write:
    case SYS_sendto:
      return Append(call.tid, args[1], args[2], text);
    case SYS_writev:
      return AppendPieces(call.tid, args[1], args[2], text);
    case SYS_sendmsg: {
      const auto message = ReadValue<msghdr>(call.tid, args[1]);
      return message.has_value() &&
             AppendPieces(call.tid,
                          reinterpret_cast<std::uint64_t>(message->msg_iov),
                          message->msg_iovlen, text);
    }
    default:
      return false;
  }
}

}  // namespace

std::string DescriptorTarget(pid_t tid, int fd) {
  const std::string path = absl::StrCat("/proc/", tid, "/fd/", fd);
  std::array<char, 256> target;
  const ssize_t length = readlink(path.c_str(), target.data(), target.size());
  return std::string(target.data(),
                     static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
}

std::optional<std::string> ReadTraceWrite(const Notification& call,
                                          const std::string& target) {
  switch (call.call) {
    case SYS_write:
    case SYS_writev:
    case SYS_sendto:
    case SYS_sendmsg:
      break;
    default:
      return std::nullopt;
  }
  // The submission has something else there, and so may a driver have that
  // closed it.
  if (target.empty() ||
      DescriptorTarget(call.tid, kTraceDescriptor) != target) {
    return std::nullopt;
  }
  std::string text;
  if (!ReadPacket(call, text)) return std::nullopt;
  return text;
}

std::optional<SentPacket> ReceivePacket(const UniqueFd& socket) {
  static std::array<char, kMaxPacket> buffer;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(timespec))];
  iovec piece = {buffer.data(), buffer.size()};
  msghdr message = {};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const ssize_t length =
      recvmsg(socket.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (length <= 0) return std::nullopt;
  SentPacket packet = {MonotonicNow(),
                       {buffer.data(), static_cast<std::size_t>(length)}};
  const cmsghdr* const stamp = CMSG_FIRSTHDR(&message);
  if (stamp != nullptr && stamp->cmsg_level == SOL_SOCKET &&
      stamp->cmsg_type == SCM_TIMESTAMPNS) {
    timespec at;
    std::memcpy(&at, CMSG_DATA(stamp), sizeof at);
    // The kernel stamps with the time of day, which may be set meanwhile: only
    // how old the packet is counts.
    const absl::Duration age = absl::Now() - absl::TimeFromTimespec(at);
    packet.at -= std::max(age, absl::ZeroDuration());
  }
  return packet;
}

}  // namespace grader::sandbox

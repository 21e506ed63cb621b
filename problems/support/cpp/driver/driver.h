// What a problem's driver is made of: main(), the trace, the printing of
// results. A driver is the trusted program that calls the learner's functions.
//
// Include this from driver.cpp only. Everything here has internal linkage on
// purpose: the submission is linked into the same program, and what it cannot
// name it cannot call, replace or forge.
//
// The grader hands over one end of a socket as descriptor 3. The first packet
// read from it is the key of this run, and every packet written to it is one
// event: `KEY begin NAME ID`, `KEY end NAME ID`, `KEY note NAME TEXT`,
// `KEY error TEXT`, `KEY done`. The key is read before any code of the
// submission runs. A line without the key, out of order or after `done` is
// seen for what it is. Without descriptor 3 (a learner runs the program by
// hand) nothing is traced and everything else works.
#ifndef PROBLEMS_SUPPORT_CPP_DRIVER_DRIVER_H_
#define PROBLEMS_SUPPORT_CPP_DRIVER_DRIVER_H_

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

namespace driver {
namespace {

constexpr int kTraceDescriptor = 3;

// Straight to the kernel: a submission may define its own `write`.
inline long SystemCall(long number, long a, long b, long c) {
  long result;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(number), "D"(a), "S"(b), "d"(c)
               : "rcx", "r11", "memory");
  return result;
}

struct Channel {
  char key[33] = {};
  bool traced = false;
  int output = 1;  // where print() writes
};
constinit Channel channel;

// Runs before every constructor of the submission. Takes the key, and moves
// the results' descriptor out of the way: what the submission itself prints to
// descriptor 1 goes to descriptor 2 from here on, so that a learner's debugging
// output never mixes with the results.
inline void OpenChannel(int, char**, char**) {
  int type = 0;
  socklen_t size = sizeof type;
  if (getsockopt(kTraceDescriptor, SOL_SOCKET, SO_TYPE, &type, &size) != 0 ||
      type != SOCK_SEQPACKET) {
    return;
  }
  const long length =
      SystemCall(SYS_read, kTraceDescriptor,
                 reinterpret_cast<long>(channel.key), sizeof channel.key - 1);
  channel.traced = length == sizeof channel.key - 1;
  const int moved = fcntl(1, F_DUPFD_CLOEXEC, 100);
  if (moved < 0 || dup2(2, 1) < 0) return;
  channel.output = moved;
}
__attribute__((section(".preinit_array"),
               used)) void (*const open_channel)(int, char**,
                                                 char**) = OpenChannel;

inline void WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const long written =
        SystemCall(SYS_write, descriptor, reinterpret_cast<long>(text.data()),
                   static_cast<long>(text.size()));
    if (written == -EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

inline void Emit(std::string_view event) {
  if (!channel.traced) return;
  std::string packet(channel.key);
  packet += ' ';
  for (const char c : event.substr(0, 4000)) packet += c == '\n' ? ' ' : c;
  SystemCall(SYS_write, kTraceDescriptor, reinterpret_cast<long>(packet.data()),
             static_cast<long>(packet.size()));
}

// Prints one line of the case's output: the values the learner's functions
// returned, as JSON. The grader compares it, outside this program.
[[maybe_unused]] inline void Print(std::string line) {
  line += '\n';
  WriteAll(channel.output, line);
}

// A moment worth showing on the timeline. `name` is one word.
[[maybe_unused]] inline void Note(std::string_view name,
                                  std::string_view text) {
  Emit("note " + std::string(name) + " " + std::string(text));
}

// A named interval of the trace: from construction to End() or destruction.
// `name` is one word; `id` tells spans of one name apart.
class [[maybe_unused]] Span {
 public:
  explicit Span(std::string_view name, std::string_view id = "-")
      : label_(std::string(name) + " " + std::string(id)) {
    Emit("begin " + label_);
  }
  Span(std::string_view name, std::int64_t id)
      : Span(name, std::to_string(id)) {}
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;
  ~Span() { End(); }

  void End() {
    if (!std::exchange(open_, false)) return;
    Emit("end " + label_);
  }

 private:
  std::string label_;
  bool open_ = true;
};

// The `args` of the case, as the problem's YAML gives them.
class Args {
 public:
  Args(int argc, char** argv) : values_(argv + (argc > 0), argv + argc) {}

  std::size_t size() const { return values_.size(); }
  const std::string& Text(std::size_t index) const {
    if (index >= values_.size()) {
      throw std::out_of_range("the case gives no argument " +
                              std::to_string(index + 1));
    }
    return values_[index];
  }
  int Integer(std::size_t index) const { return std::stoi(Text(index)); }
  // All arguments from `first` on, as integers.
  std::vector<int> Integers(std::size_t first = 0) const {
    std::vector<int> numbers;
    for (std::size_t i = first; i < values_.size(); ++i) {
      numbers.push_back(Integer(i));
    }
    return numbers;
  }

 private:
  std::vector<std::string> values_;
};

// The message of an exception that a learner's function let escape.
[[maybe_unused]] inline std::string Message(std::exception_ptr failure) {
  try {
    std::rethrow_exception(std::move(failure));
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "an exception that is not a std::exception";
  }
}

// Runs `scenario` on one thread to its end and leaves: with the end mark if it
// returned, with an error event and status 1 if an exception escaped from it.
// Destructors and atexit functions of the submission do not run afterwards.
[[noreturn]] inline void Run(int argc, char** argv,
                             boost::asio::awaitable<void> (*scenario)(Args)) {
  boost::asio::io_context context(1);
  bool finished = false;
  std::exception_ptr failure;
  boost::asio::co_spawn(context, scenario(Args(argc, argv)),
                        [&](std::exception_ptr error) {
                          finished = true;
                          failure = std::move(error);
                          context.stop();
                        });
  try {
    context.run();
  } catch (...) {
    // Thrown by a handler of the submission, such as a detached coroutine.
    failure = std::current_exception();
  }
  std::fflush(nullptr);
  if (failure) {
    const std::string message = Message(failure);
    Emit("error " + message);
    WriteAll(2, "exception: " + message + "\n");
  } else if (finished) {
    Emit("done");
  }
  for (;;) SystemCall(SYS_exit_group, failure || !finished, 0, 0);
}

}  // namespace
}  // namespace driver

#endif  // PROBLEMS_SUPPORT_CPP_DRIVER_DRIVER_H_

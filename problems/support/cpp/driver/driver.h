// What a problem's driver is made of: the trace, the printing of results, and
// the connection to the submission.
//
// A driver is the trusted program of a problem. It runs in a process of its own
// and calls the learner's functions over a connection; the adapter in the
// submission's process answers. The submission reaches nothing of it: neither
// its memory nor its descriptors.
//
// The grader hands over descriptor 3 for the trace (see execute/trace.h) and
// descriptor 4 for the connection (see rpc/peer.h).
#ifndef PROBLEMS_SUPPORT_CPP_DRIVER_DRIVER_H_
#define PROBLEMS_SUPPORT_CPP_DRIVER_DRIVER_H_

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "peer.h"

namespace driver {

using rpc::Array;
using rpc::Json;

// Prints one line of the case's output. The grader compares it, outside.
void Print(const std::string& line);

// A value as one line of JSON, with a space behind each comma and colon.
std::string Text(const Json& value);

// An object with these members first, as far as it has them, then the others:
// the order in which a learner puts them in is nobody's business.
Json Ordered(const Json& object, std::initializer_list<const char*> members);

// A moment worth showing on the timeline. `name` is one word.
void Note(std::string_view name, std::string_view text);

// A named interval of the trace: from construction to End() or destruction.
// `name` is one word; `id` tells spans of one name apart.
class [[maybe_unused]] Span {
 public:
  explicit Span(std::string_view name, std::string_view id = "-");
  Span(std::string_view name, std::int64_t id);
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;
  ~Span() { End(); }

  void End();

 private:
  std::string label_;
  bool open_ = true;
};

// The `args` of the case, as the problem's YAML gives them.
class Args {
 public:
  Args(int argc, char** argv) : values_(argv + (argc > 0), argv + argc) {}

  std::size_t size() const { return values_.size(); }
  // Throws std::out_of_range if there are not so many.
  const std::string& Text(std::size_t index) const;
  int Integer(std::size_t index) const { return std::stoi(Text(index)); }
  // All arguments from `first` on, as integers.
  std::vector<int> Integers(std::size_t first = 0) const;

 private:
  std::vector<std::string> values_;
};

// The other end of the connection: what the learner wrote. Its Call() runs a
// function of the learner; what it may call is given with Provide().
using Submission = rpc::Peer;

// Runs `scenario` on one thread to its end and leaves: with the end mark if it
// returned, with an error event and status 1 if an exception escaped from it.
// If the submission is gone before that, leaves without either.
[[noreturn]] void Run(int argc, char** argv,
                      boost::asio::awaitable<void> (*scenario)(Args,
                                                               Submission&));

}  // namespace driver

#endif  // PROBLEMS_SUPPORT_CPP_DRIVER_DRIVER_H_

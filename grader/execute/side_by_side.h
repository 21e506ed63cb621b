// Work done by several threads at a time: the only place where the grader
// starts any.
#ifndef GRADER_EXECUTE_SIDE_BY_SIDE_H_
#define GRADER_EXECUTE_SIDE_BY_SIDE_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>

namespace grader {

// Calls work(0), …, work(count - 1) at the same time, the first in the calling
// thread, and returns when all have returned. What one of them throws is thrown
// here then.
void SideBySide(std::size_t count,
                const std::function<void(std::size_t worker)>& work);

// Hands out 0, …, count - 1, each once, to whichever thread asks.
class Turns {
 public:
  explicit Turns(std::size_t count) : count_(count) {}

  // Nothing when all have been handed out.
  std::optional<std::size_t> Next() {
    const std::size_t turn = next_++;
    return turn < count_ ? std::optional(turn) : std::nullopt;
  }

 private:
  const std::size_t count_;
  std::atomic<std::size_t> next_ = 0;
};

// How many threads this machine runs at a time; at least 1.
unsigned HardwareThreads();

}  // namespace grader

#endif  // GRADER_EXECUTE_SIDE_BY_SIDE_H_

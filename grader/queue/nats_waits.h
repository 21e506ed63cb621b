// NatsWaits: calls of several threads that wait for the same queue, so that it
// is said once that it is lost, and once that it is found again. For nats.cc
// alone.
#ifndef GRADER_QUEUE_NATS_WAITS_H_
#define GRADER_QUEUE_NATS_WAITS_H_

#include <functional>
#include <mutex>
#include <string>
#include <utility>

#include "grader/queue/nats.h"

namespace grader {

class NatsWaits {
 public:
  // `on_line` may be empty.
  explicit NatsWaits(std::function<void(const std::string&)> on_line)
      : on_line_(std::move(on_line)) {}

  // One call that may have to wait.
  class Call {
   public:
    explicit Call(NatsWaits& waits) : waits_(waits) {}
    ~Call() { End(/*well=*/false); }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    // It waits, and has for so long that it is to be said.
    void Tell(const std::string& why) {
      if (!std::exchange(waiting_, true)) waits_.Begin(why);
    }
    void End(bool well) {
      if (std::exchange(waiting_, false)) waits_.End(well);
    }

   private:
    NatsWaits& waits_;
    bool waiting_ = false;
  };

 private:
  void Begin(const std::string& why) {
    const std::lock_guard lock(mutex_);
    ++waiting_;
    if (!std::exchange(told_, true)) Say(QueueIsLost(why));
  }
  void End(bool well) {
    const std::lock_guard lock(mutex_);
    // Others may still wait, for something that does not come.
    if (--waiting_ > 0 || !well) return;
    told_ = false;
    Say(kQueueIsFound);
  }
  void Say(const std::string& line) const {
    if (on_line_) on_line_(line);
  }

  const std::function<void(const std::string&)> on_line_;
  std::mutex mutex_;  // of what is below
  int waiting_ = 0;
  bool told_ = false;  // and not yet that it is found again
};

}  // namespace grader

#endif  // GRADER_QUEUE_NATS_WAITS_H_

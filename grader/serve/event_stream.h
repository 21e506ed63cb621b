// The EventStream: what is on its way to somebody who listens, as messages of
// text/event-stream (WHATWG HTML, 9.2). The Site puts messages into it, the
// HttpServer sends them.
#ifndef GRADER_SERVE_EVENT_STREAM_H_
#define GRADER_SERVE_EVENT_STREAM_H_

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace grader {

// Used by several threads.
class EventStream {
 public:
  // So many messages wait at most. Whoever takes them more slowly than they
  // come is not kept up to date by a longer list: the stream ends, and they ask
  // again for what is the case.
  static constexpr std::size_t kMostWaiting = 256;

  // Adds `message`, which is whole. It takes the place of an earlier one about
  // the same `subject` that nobody has taken yet.
  void Put(const std::string& subject, const std::string& message);

  // The same, unless something was put before; whether that was so. For what
  // was found out without being told: it may be older than what was told.
  bool PutFirst(const std::string& subject, const std::string& message);

  // Nothing comes behind what was put.
  void End();
  bool ended() const;

  // All that was put and not taken, in its order.
  std::string Take();

  // `on_change` is called when there is something to be taken, and at the end;
  // by any thread, and it must be short.
  void OnChange(std::function<void()> on_change);

 private:
  void Add(const std::string& subject, const std::string& message);

  mutable std::mutex mutex_;  // of all below
  std::vector<std::pair<std::string, std::string>> waiting_;
  bool begun_ = false;
  bool ended_ = false;
  std::function<void()> on_change_;
};

}  // namespace grader

#endif  // GRADER_SERVE_EVENT_STREAM_H_

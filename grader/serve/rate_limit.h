// A RateLimit: how often somebody may do something, at all servers of a class
// together.
#ifndef GRADER_SERVE_RATE_LIMIT_H_
#define GRADER_SERVE_RATE_LIMIT_H_

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "grader/store/store.h"

namespace grader {

// Used by several threads.
class RateLimit {
 public:
  // `most` times in `window`, which begins with the first; if there is a
  // `store` that several servers share, counted there as `what`, too.
  RateLimit(int most, absl::Duration window, Store* store = nullptr,
            std::string what = "")
      : most_(most), window_(window), store_(store), what_(std::move(what)) {}

  // Counts one more of `key` at `now`. Zero: it is allowed; else how long to
  // wait. Where there are very many keys, new ones wait, too. While the store
  // cannot be reached, what this server has counted alone counts.
  absl::Duration Take(const std::string& key, absl::Time now);
  // What was counted of `key` is forgotten.
  void Forget(const std::string& key);

 private:
  struct Count {
    absl::Time since;
    int times = 0;
  };

  absl::Duration TakeHere(const std::string& key, absl::Time now);

  const int most_;
  const absl::Duration window_;
  Store* const store_;
  const std::string what_;
  std::mutex mutex_;  // of what is below
  std::map<std::string, Count> counts_;
};

}  // namespace grader

#endif  // GRADER_SERVE_RATE_LIMIT_H_

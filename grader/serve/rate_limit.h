// A RateLimit: how often somebody may do something.
#ifndef GRADER_SERVE_RATE_LIMIT_H_
#define GRADER_SERVE_RATE_LIMIT_H_

#include <map>
#include <mutex>
#include <string>

#include "absl/time/time.h"

namespace grader {

// Used by several threads.
class RateLimit {
 public:
  // `most` times in `window`, which begins with the first.
  RateLimit(int most, absl::Duration window) : most_(most), window_(window) {}

  // Counts one more of `key` at `now`. Zero: it is allowed; else how long to
  // wait. Where there are very many keys, new ones wait, too.
  absl::Duration Take(const std::string& key, absl::Time now);
  // What was counted of `key` is forgotten.
  void Forget(const std::string& key);

 private:
  struct Count {
    absl::Time since;
    int times = 0;
  };

  const int most_;
  const absl::Duration window_;
  std::mutex mutex_;  // of what is below
  std::map<std::string, Count> counts_;
};

}  // namespace grader

#endif  // GRADER_SERVE_RATE_LIMIT_H_

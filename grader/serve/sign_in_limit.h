// The SignInLimit: how often somebody may try a password.
#ifndef GRADER_SERVE_SIGN_IN_LIMIT_H_
#define GRADER_SERVE_SIGN_IN_LIMIT_H_

#include <map>
#include <mutex>
#include <string>

#include "absl/time/time.h"

namespace grader {

// Used by several threads. Attempts are counted from before the password is
// looked at, so that many at once are no way around it.
class SignInLimit {
 public:
  // Whether one more is allowed at `now` for the name `name` from `address`: 8
  // in a quarter of an hour, and 60 for the name from everywhere. Counts it.
  bool Allows(const std::string& name, const std::string& address,
              absl::Time now);
  // It succeeded: what was counted for the name from that address is forgotten.
  void Succeeded(const std::string& name, const std::string& address);

 private:
  struct Count {
    absl::Time since;
    int attempts = 0;
  };
  // Whether `key` has had fewer than `most`; counts one.
  bool CountOne(const std::string& key, int most, absl::Time now);

  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

}  // namespace grader

#endif  // GRADER_SERVE_SIGN_IN_LIMIT_H_

// The SignInLimit: how often somebody may try a password.
#ifndef GRADER_SERVE_SIGN_IN_LIMIT_H_
#define GRADER_SERVE_SIGN_IN_LIMIT_H_

#include <string>

#include "absl/time/time.h"
#include "grader/serve/rate_limit.h"

namespace grader {

// Used by several threads. Attempts are counted from before the password is
// looked at, so that many at once are no way around it.
class SignInLimit {
 public:
  explicit SignInLimit(Store& store)
      : from_one_place_(8, absl::Minutes(15), &store, "sign-in"),
        of_a_name_(60, absl::Minutes(15), &store, "sign-in") {}

  // Counts one more at `now` for the name `name` from `address`: 8 in a quarter
  // of an hour, and 60 for the name from everywhere. Zero: it is allowed; else
  // how long to wait.
  absl::Duration Take(const std::string& name, const std::string& address,
                      absl::Time now);
  // It succeeded: what was counted for the name from that address is forgotten.
  void Succeeded(const std::string& name, const std::string& address);

 private:
  RateLimit from_one_place_;
  RateLimit of_a_name_;
};

}  // namespace grader

#endif  // GRADER_SERVE_SIGN_IN_LIMIT_H_

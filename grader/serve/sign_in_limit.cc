#include "grader/serve/sign_in_limit.h"

#include "grader/execute/content_hash.h"

namespace grader {
namespace {

// Of one length, however long a name is.
std::string KeyOf(const std::string& name, const std::string& address) {
  return ContentHash("sign-in 1").Add(name).Add(address).Digest();
}

}  // namespace

absl::Duration SignInLimit::Take(const std::string& name,
                                 const std::string& address, absl::Time now) {
  const absl::Duration wait = from_one_place_.Take(KeyOf(name, address), now);
  return wait > absl::ZeroDuration() ? wait
                                     : of_a_name_.Take(KeyOf(name, ""), now);
}

void SignInLimit::Succeeded(const std::string& name,
                            const std::string& address) {
  from_one_place_.Forget(KeyOf(name, address));
}

}  // namespace grader

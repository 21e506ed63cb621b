// What proves who somebody is: passwords, kept as hashes, and tokens that
// nobody can guess, of which digests are kept.
#ifndef GRADER_STORE_CREDENTIALS_H_
#define GRADER_STORE_CREDENTIALS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

inline constexpr std::size_t kShortestPassword = 8;   // bytes
inline constexpr std::size_t kLongestPassword = 200;  // bytes

// What hashing a password takes, and trying one.
enum class PasswordCost {
  kInteractive,  // 64 MiB and about a tenth of a second
  kLeast,        // for tests
};

// The Argon2id hash of `password`, with its salt and its costs (RFC 9106;
// crypto_pwhash_str of libsodium). kResourceExhausted when there is not so much
// memory.
absl::StatusOr<std::string> HashPassword(
    absl::string_view password, PasswordCost cost = PasswordCost::kInteractive);

// Whether `hash` is of `password`. Takes as long as it did; for an empty hash,
// which is nobody's, as long as one of that cost.
bool IsPassword(absl::string_view password, const std::string& hash,
                PasswordCost cost = PasswordCost::kInteractive);

// 256 random bits in hexadecimal digits.
std::string DrawToken();

// 128 of them, to name something by.
std::string DrawId();

// What is kept of `token`, which is used as a `purpose`.
std::string TokenDigest(absl::string_view purpose, absl::string_view token);

// Whether two texts are the same, found out in a time that tells nothing of
// what is in them.
bool SameSecret(absl::string_view a, absl::string_view b);

}  // namespace grader

#endif  // GRADER_STORE_CREDENTIALS_H_

// The grader's own secrets on this machine: what seals a learner's records, and
// what signs badges. They lie outside every workspace, closed to other users.
#ifndef GRADER_COURSE_SECRETS_H_
#define GRADER_COURSE_SECRETS_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

// Where they lie: $XDG_STATE_HOME/grader, else ~/.local/state/grader (XDG Base
// Directory Specification); kNotFound without either.
absl::StatusOr<std::filesystem::path> StateFolder();

inline constexpr std::size_t kSecretKeyBytes = 32;

// The bytes, so many, called `name` in `folder`, drawn when they are asked for
// at first. kInternal when they cannot be kept.
absl::StatusOr<std::string> SecretKey(const std::filesystem::path& folder,
                                      absl::string_view name);

// The name of the key that badges are signed with.
inline constexpr char kBadgeKey[] = "badge.key";

// A code for `text` that nobody can make without `key` (HMAC-SHA512-256), as
// hexadecimal digits.
std::string AuthenticationCode(absl::string_view text, const std::string& key);

// Hexadecimal digits of `bytes`, and back; empty if `digits` are none.
std::string Hex(absl::string_view bytes);
std::string FromHex(absl::string_view digits);

// Ed25519 (RFC 8032): the public half of the key pair whose seed is `key`, its
// signature of `text`, and whether one is. All in raw bytes.
std::string PublicKey(const std::string& key);
std::string Signature(absl::string_view text, const std::string& key);
bool IsSignature(absl::string_view signature, absl::string_view text,
                 absl::string_view public_key);

// A number that nobody can foresee.
std::uint64_t DrawnNumber();

}  // namespace grader

#endif  // GRADER_COURSE_SECRETS_H_

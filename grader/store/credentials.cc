#include "grader/store/credentials.h"

#include <sodium.h>

#include <cstdlib>

#include "grader/course/secrets.h"
#include "grader/execute/content_hash.h"

namespace grader {
namespace {

// libsodium asks to be started once; it says so itself when it was.
void Start() {
  if (sodium_init() < 0) std::abort();
}

std::string DrawBytes(std::size_t count) {
  Start();
  std::string drawn(count, '\0');
  randombytes_buf(drawn.data(), drawn.size());
  return Hex(drawn);
}

}  // namespace

absl::StatusOr<std::string> HashPassword(absl::string_view password,
                                         PasswordCost cost) {
  Start();
  const bool least = cost == PasswordCost::kLeast;
  char hash[crypto_pwhash_STRBYTES] = {};
  if (crypto_pwhash_str(hash, password.data(), password.size(),
                        least ? crypto_pwhash_OPSLIMIT_MIN
                              : crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        least ? crypto_pwhash_MEMLIMIT_MIN
                              : crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return absl::ResourceExhaustedError("no memory to hash a password with");
  }
  return std::string(hash);
}

bool IsPassword(absl::string_view password, const std::string& hash,
                PasswordCost cost) {
  Start();
  if (hash.empty()) {
    // So that nobody learns from the time which names there are.
    (void)HashPassword(password, cost);
    return false;
  }
  return crypto_pwhash_str_verify(hash.c_str(), password.data(),
                                  password.size()) == 0;
}

std::string DrawToken() { return DrawBytes(32); }

std::string DrawId() { return DrawBytes(16); }

std::string TokenDigest(absl::string_view purpose, absl::string_view token) {
  ContentHash hash("token 1");
  return hash.Add(purpose).Add(token).Digest();
}

bool SameSecret(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() &&
         sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace grader

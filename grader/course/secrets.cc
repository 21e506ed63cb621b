#include "grader/course/secrets.h"

#include <sodium.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"
#include "grader/problem/whole_file.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

static_assert(crypto_auth_KEYBYTES == kSecretKeyBytes &&
              crypto_sign_SEEDBYTES == kSecretKeyBytes);

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// libsodium asks to be started once; it says so itself when it was.
void Start() {
  if (sodium_init() < 0) std::abort();
}

struct KeyPair {
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
  unsigned char secret_key[crypto_sign_SECRETKEYBYTES];
};

KeyPair PairOf(const std::string& key) {
  Start();
  KeyPair pair = {};
  crypto_sign_seed_keypair(pair.public_key, pair.secret_key, Bytes(key));
  return pair;
}

}  // namespace

absl::StatusOr<fs::path> StateFolder() {
  const char* const state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state == '/') return fs::path(state) / "grader";
  const char* const home = std::getenv("HOME");
  if (home != nullptr && *home == '/') {
    return fs::path(home) / ".local/state/grader";
  }
  return absl::NotFoundError(
      "neither XDG_STATE_HOME nor HOME names a folder to keep the quiz's "
      "clock in");
}

absl::StatusOr<std::string> SecretKey(const fs::path& folder,
                                      absl::string_view name) {
  Start();
  const fs::path file = folder / std::string(name);
  std::error_code error;
  if (!fs::exists(file, error)) {
    fs::create_directories(folder, error);
    chmod(folder.c_str(), S_IRWXU);
    std::string drawn(kSecretKeyBytes, '\0');
    randombytes_buf(drawn.data(), drawn.size());
    // Of two that draw one at once, the first wins.
    const auto added = AddFile(file, Hex(drawn) + "\n");
    if (!added.ok()) return added.status();
    chmod(file.c_str(), S_IRUSR | S_IWUSR);
  }
  const std::string digits = ReadFile(file).value_or("");
  std::string key = FromHex(digits.substr(0, digits.find('\n')));
  if (key.size() == kSecretKeyBytes) return key;
  return absl::InternalError(absl::StrCat(
      file.string(), " is no key; remove it to have a new one drawn"));
}

std::string AuthenticationCode(absl::string_view text, const std::string& key) {
  Start();
  unsigned char code[crypto_auth_BYTES];
  crypto_auth(code, Bytes(text), text.size(), Bytes(key));
  return Hex({reinterpret_cast<const char*>(code), sizeof code});
}

std::string Hex(absl::string_view bytes) {
  return absl::BytesToHexString(bytes);
}

std::string FromHex(absl::string_view digits) {
  std::string bytes(digits.size() / 2, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()),
                     bytes.size(), digits.data(), digits.size(), nullptr,
                     &length, &end) != 0 ||
      length != bytes.size() || end != digits.data() + digits.size()) {
    return "";
  }
  return bytes;
}

std::string PublicKey(const std::string& key) {
  const KeyPair pair = PairOf(key);
  return {reinterpret_cast<const char*>(pair.public_key),
          sizeof pair.public_key};
}

std::string Signature(absl::string_view text, const std::string& key) {
  const KeyPair pair = PairOf(key);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()),
                       nullptr, Bytes(text), text.size(), pair.secret_key);
  return signature;
}

bool IsSignature(absl::string_view signature, absl::string_view text,
                 absl::string_view public_key) {
  Start();
  return signature.size() == crypto_sign_BYTES &&
         public_key.size() == crypto_sign_PUBLICKEYBYTES &&
         crypto_sign_verify_detached(Bytes(signature), Bytes(text), text.size(),
                                     Bytes(public_key)) == 0;
}

std::uint64_t DrawnNumber() {
  Start();
  std::uint64_t number = 0;
  randombytes_buf(&number, sizeof number);
  return number;
}

}  // namespace grader

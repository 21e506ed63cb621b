#include "grader/problem/sha.h"

#include <sodium.h>

namespace grader {
namespace {

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t N>
std::string Text(const unsigned char (&bytes)[N]) {
  return {bytes, bytes + N};
}

}  // namespace

std::string Sha256(absl::string_view text) {
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(digest, Bytes(text), text.size());
  return Text(digest);
}

std::string Sha512(absl::string_view text) {
  unsigned char digest[crypto_hash_sha512_BYTES];
  crypto_hash_sha512(digest, Bytes(text), text.size());
  return Text(digest);
}

struct Sha256Stream::State {
  crypto_hash_sha256_state hash;
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  crypto_hash_sha256_init(&state_->hash);
}

Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;

void Sha256Stream::Add(absl::string_view piece) {
  crypto_hash_sha256_update(&state_->hash, Bytes(piece), piece.size());
}

std::string Sha256Stream::Digest() {
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&state_->hash, digest);
  return Text(digest);
}

}  // namespace grader

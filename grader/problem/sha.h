// SHA-2 (FIPS 180-4), by libsodium.
#ifndef GRADER_PROBLEM_SHA_H_
#define GRADER_PROBLEM_SHA_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace grader {

// The 32 or 64 bytes, not their digits.
std::string Sha256(absl::string_view text);
std::string Sha512(absl::string_view text);

// SHA-256 of a text that comes in pieces.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;

  void Add(absl::string_view piece);
  // The 32 bytes. Ends the stream.
  std::string Digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace grader

#endif  // GRADER_PROBLEM_SHA_H_

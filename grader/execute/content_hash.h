// A hash of content: the name under which the cache keeps what was made of it.
#ifndef GRADER_EXECUTE_CONTENT_HASH_H_
#define GRADER_EXECUTE_CONTENT_HASH_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/sha.h"

namespace grader {

// SHA-256 over a list of parts. Each part's length is hashed with it, so that
// the parts ("ab", "c") and ("a", "bc") differ.
class ContentHash {
 public:
  // `recipe` says what the hash is of, and how it is made: another recipe is
  // another hash, whatever the parts are.
  explicit ContentHash(absl::string_view recipe);

  ContentHash& Add(absl::string_view part);
  ContentHash& Add(std::int64_t number);
  ContentHash& Add(const std::vector<std::string>& parts);
  // The content of a file; one that is not there differs from every one that
  // is.
  ContentHash& AddFile(const std::filesystem::path& path);
  // What tells one version of a large file from another without reading it: its
  // path, size and time of change, links followed.
  ContentHash& AddIdentity(const std::filesystem::path& path);

  // 64 hexadecimal digits. Ends the hash.
  std::string Digest();

 private:
  Sha256Stream sha_;
};

}  // namespace grader

#endif  // GRADER_EXECUTE_CONTENT_HASH_H_

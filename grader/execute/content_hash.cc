#include "grader/execute/content_hash.h"

#include <sodium.h>
#include <sys/stat.h>

#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"

namespace grader {

namespace {

void Update(crypto_hash_sha256_state& hash, absl::string_view text) {
  crypto_hash_sha256_update(
      &hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

}  // namespace

struct ContentHash::State {
  State() { crypto_hash_sha256_init(&hash); }

  crypto_hash_sha256_state hash;
};

ContentHash::ContentHash(absl::string_view recipe)
    : state_(std::make_unique<State>()) {
  Add(recipe);
}

ContentHash::~ContentHash() = default;
ContentHash::ContentHash(ContentHash&&) noexcept = default;

ContentHash& ContentHash::Add(absl::string_view part) {
  Update(state_->hash, absl::StrCat(part.size(), ":"));
  Update(state_->hash, part);
  return *this;
}

ContentHash& ContentHash::Add(std::int64_t number) {
  return Add(absl::StrCat(number));
}

ContentHash& ContentHash::Add(const std::vector<std::string>& parts) {
  Add(static_cast<std::int64_t>(parts.size()));
  for (const std::string& part : parts) Add(part);
  return *this;
}

ContentHash& ContentHash::AddFile(const std::filesystem::path& path) {
  const std::optional<std::string> content = ReadFile(path);
  return content ? Add(std::int64_t{1}).Add(*content) : Add(std::int64_t{0});
}

ContentHash& ContentHash::AddIdentity(const std::filesystem::path& path) {
  struct stat info;
  Add(path.native());
  if (stat(path.c_str(), &info) != 0) return Add(std::int64_t{0});
  return Add(std::int64_t{1})
      .Add(info.st_size)
      .Add(info.st_mtim.tv_sec)
      .Add(info.st_mtim.tv_nsec);
}

std::string ContentHash::Digest() {
  unsigned char bytes[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&state_->hash, bytes);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(bytes), sizeof bytes));
}

}  // namespace grader

#include "grader/execute/content_hash.h"

#include <openssl/evp.h>
#include <sys/stat.h>

#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"

namespace grader {

struct ContentHash::State {
  State() : context(EVP_MD_CTX_new()) {
    EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
  }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  EVP_MD_CTX* context;
};

ContentHash::ContentHash(absl::string_view recipe)
    : state_(std::make_unique<State>()) {
  Add(recipe);
}

ContentHash::~ContentHash() = default;
ContentHash::ContentHash(ContentHash&&) noexcept = default;

ContentHash& ContentHash::Add(absl::string_view part) {
  const std::string length = absl::StrCat(part.size(), ":");
  EVP_DigestUpdate(state_->context, length.data(), length.size());
  EVP_DigestUpdate(state_->context, part.data(), part.size());
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
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_DigestFinal_ex(state_->context, bytes, &size);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(bytes), size));
}

}  // namespace grader

#include "grader/execute/content_hash.h"

#include <sys/stat.h>

#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/files.h"

namespace grader {

ContentHash::ContentHash(absl::string_view recipe) { Add(recipe); }

ContentHash& ContentHash::Add(absl::string_view part) {
  sha_.Add(absl::StrCat(part.size(), ":"));
  sha_.Add(part);
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
  return absl::BytesToHexString(sha_.Digest());
}

}  // namespace grader

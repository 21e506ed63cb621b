#include "grader/batch/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <cstddef>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/workspace.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr int kMostFiles = 1000;
constexpr std::size_t kMostBytes = 16 << 20;

struct Close {
  void operator()(struct archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<struct archive, Close>;

bool LeadsOut(const fs::path& name) {
  if (name.empty() || name.is_absolute()) return true;
  for (const fs::path& part : name) {
    if (part == "..") return true;
  }
  return false;
}

// Also what other systems put beside the files that were meant.
bool IsOfNoUse(const fs::path& name) {
  for (const fs::path& part : name) {
    if (part == "__MACOSX" || absl::StartsWith(part.string(), ".")) return true;
  }
  return false;
}

// The content of the entry that `reader` is at; at most `most` bytes of it.
absl::Status ReadContent(struct archive* reader, std::size_t most,
                         std::string& content) {
  char buffer[16384];
  while (true) {
    const la_ssize_t got = archive_read_data(reader, buffer, sizeof buffer);
    if (got == 0) return absl::OkStatus();
    if (got < 0) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the archive is damaged: ", archive_error_string(reader)));
    }
    content.append(buffer, static_cast<std::size_t>(got));
    if (content.size() > most) {
      return absl::InvalidArgumentError(
          "the archive holds more than 16 MiB when it is unpacked");
    }
  }
}

}  // namespace

absl::Status Unpack(const fs::path& archive, const fs::path& folder) {
  const Reader reader(archive_read_new());
  archive_read_support_format_zip(reader.get());
  if (archive_read_open_filename(reader.get(), archive.c_str(), 16384) !=
      ARCHIVE_OK) {
    return absl::InvalidArgumentError(
        absl::StrCat(archive.filename().string(), " is no zip file"));
  }
  std::size_t left = kMostBytes;
  int files = 0;
  struct archive_entry* entry = nullptr;
  int got;
  while ((got = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
    if (archive_entry_filetype(entry) != AE_IFREG) continue;
    const char* const given = archive_entry_pathname(entry);
    const fs::path name = given == nullptr ? "" : given;
    if (LeadsOut(name)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the archive holds a name that leads out of it: ", name.string()));
    }
    if (IsOfNoUse(name)) continue;
    if (++files > kMostFiles) {
      return absl::InvalidArgumentError(
          "the archive holds more than 1000 files");
    }
    std::string content;
    if (absl::Status read = ReadContent(reader.get(), left, content);
        !read.ok()) {
      return read;
    }
    left -= content.size();
    if (absl::Status written =
            WriteFile(folder / name.lexically_normal(), content);
        !written.ok()) {
      return written;
    }
  }
  if (got != ARCHIVE_EOF) {
    return absl::InvalidArgumentError(absl::StrCat(
        archive.filename().string(), " is no zip file, or damaged"));
  }
  return absl::OkStatus();
}

}  // namespace grader

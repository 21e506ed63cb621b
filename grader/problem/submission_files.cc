#include "grader/problem/submission_files.h"

#include <algorithm>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/readable.h"
#include "grader/problem/units.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kUnreadable[] = "unreadable";

// A message that begins with the name of the file it is about.
Refusal About(const fs::path& file, const std::string& reason,
              absl::string_view message) {
  // "mine/" has its name before the slash.
  const std::string name =
      (file.has_filename() ? file : file.parent_path()).filename().string();
  return {reason, absl::StrCat(Quoted(name), ": ", message), name, 0, 0};
}

// What the learner can be told of `error`; else it is the machine's.
absl::StatusOr<Refusal> Classify(const std::error_code& error,
                                 const fs::path& path) {
  if (error == std::errc::permission_denied ||
      error == std::errc::operation_not_permitted) {
    return About(path, kUnreadable, "no permission to read it");
  }
  if (error == std::errc::too_many_symbolic_link_levels) {
    return About(path, kUnreadable, "it is a link that leads to itself");
  }
  return absl::UnavailableError(
      absl::StrCat(Quoted(path.string()), ": ", error.message()));
}

}  // namespace

absl::StatusOr<std::variant<SubmissionFiles, Refusal>> FindSubmissionFiles(
    const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found ||
      error == std::errc::filename_too_long) {
    if (fs::is_symlink(path, error)) {
      return About(path, kUnreadable, "it is a link that leads nowhere");
    }
    return absl::NotFoundError(
        absl::StrCat("no file or folder ", Quoted(path.string())));
  }
  if (error) return Classify(error, path);
  SubmissionFiles found;
  found.in_folder = fs::is_directory(status);
  if (!found.in_folder) {
    found.files = {path};
    return found;
  }
  std::size_t entries = 0;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    if (++entries > kMaxFolderEntries) {
      return Refusal{
          "too_large",
          absl::StrCat("the folder holds more than ", kMaxFolderEntries,
                       " files; hand in your sources alone"),
          "", 0, 0};
    }
    const std::string name = entry->path().filename().string();
    if (name[0] == '.') continue;
    std::error_code gone;
    if (fs::is_directory(entry->symlink_status(gone))) {
      found.folders.push_back(name);
    } else {
      found.files.push_back(entry->path());
    }
  }
  if (error) return Classify(error, path);
  std::sort(found.files.begin(), found.files.end());
  std::sort(found.folders.begin(), found.folders.end());
  return found;
}

std::optional<Refusal> CheckFileName(const fs::path& file) {
  const std::string name = file.filename().string();
  if (name[0] == '-' || name[0] == '@') {
    return About(
        file, "file_name",
        absl::StrCat("a compiler would not take this for a file name, because "
                     "of the \"",
                     name.substr(0, 1), "\" at its start; rename the file"));
  }
  const bool control = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (control || FindInvalidUtf8(name) != absl::string_view::npos) {
    Refusal refusal = About(file, "file_name",
                            "the name holds a line break or another character "
                            "that cannot be shown; rename the file");
    refusal.file.clear();
    return refusal;
  }
  if (name.size() > kMaxNameBytes) {
    return About(file, "file_name",
                 absl::StrCat("the name has ", name.size(), " bytes; at most ",
                              kMaxNameBytes, " are taken; rename the file"));
  }
  return std::nullopt;
}

absl::StatusOr<std::variant<std::string, Refusal>> ReadSubmissionFile(
    const fs::path& file, std::int64_t max_bytes, bool follow) {
  std::error_code error;
  if (!follow && fs::is_symlink(fs::symlink_status(file, error))) {
    return About(file, kUnreadable, "it is a link; hand in the file itself");
  }
  if (fs::is_regular_file(file, error) &&
      fs::file_size(file, error) > static_cast<std::uintmax_t>(max_bytes) &&
      !error) {
    return About(file, "too_large",
                 absl::StrCat("it is too large; all files together may have ",
                              FormatBytes(kMaxSubmissionBytes)));
  }
  absl::StatusOr<std::string> content = ReadRegularFile(file, max_bytes);
  if (content.ok()) return *std::move(content);
  if (content.status().code() == absl::StatusCode::kUnavailable) {
    return absl::UnavailableError(
        absl::StrCat(Quoted(file.string()), ": ", content.status().message()));
  }
  return About(file, kUnreadable,
               absl::string_view(content.status().message().data(),
                                 content.status().message().size()));
}

}  // namespace grader

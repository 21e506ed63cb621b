#include "grader/problem/submission_files.h"

#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
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

// Whether `name` is a folder of what tools make, in which nothing is to be
// found that a learner wrote.
bool IsMade(absl::string_view name) {
  return name == "build" || name == "target" || name == "node_modules" ||
         name == "venv" || name == "__pycache__" || name == "__MACOSX" ||
         absl::StartsWith(name, "cmake-build-");
}

// Goes through a folder and those in it.
class FolderWalk {
 public:
  explicit FolderWalk(SubmissionFiles& found) : found_(found) {}

  // Adds what lies in `folder`, whose name in the hand-in is `name`, with a
  // slash at its end, or empty.
  absl::StatusOr<std::optional<Refusal>> Add(const fs::path& folder,
                                             const std::string& name,
                                             int depth = 0) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end;
         !error && entry != end; entry.increment(error)) {
      if (++entries_ > kMaxFolderEntries) {
        return Refusal{
            "too_large",
            absl::StrCat("the folder holds more than ", kMaxFolderEntries,
                         " files; hand in your sources alone"),
            "", 0, 0};
      }
      const std::string own = entry->path().filename().string();
      if (own[0] == '.') continue;
      std::error_code gone;
      if (!fs::is_directory(entry->symlink_status(gone))) {
        found_.files.push_back({entry->path(), name + own});
      } else if (IsMade(own) || depth == kMaxFolderDepth) {
        found_.left_out.push_back(name + own);
      } else if (auto refusal = Add(entry->path(), absl::StrCat(name, own, "/"),
                                    depth + 1);
                 !refusal.ok() || *refusal) {
        return refusal;
      }
    }
    if (error) return Classify(error, folder);
    return std::nullopt;
  }

 private:
  SubmissionFiles& found_;
  std::size_t entries_ = 0;
};

// Nothing if `part` of the name `name` can travel through command lines.
std::optional<Refusal> CheckPart(const std::string& name,
                                 const std::string& part) {
  const bool is_file = absl::EndsWith(name, part);
  const absl::string_view what = is_file ? "file" : "folder";
  if (part[0] == '-' || part[0] == '@') {
    return About(
        part, "file_name",
        absl::StrCat("a compiler would not take this for a file name, because "
                     "of the \"",
                     part.substr(0, 1), "\" at its start; rename the ", what));
  }
  const bool control = absl::c_any_of(part, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (control || FindInvalidUtf8(part) != absl::string_view::npos) {
    Refusal refusal =
        About(part, "file_name",
              absl::StrCat("the name holds a line break or another character "
                           "that cannot be shown; rename the ",
                           what));
    refusal.file.clear();
    return refusal;
  }
  if (part.size() > kMaxNameBytes) {
    return About(part, "file_name",
                 absl::StrCat("the name has ", part.size(), " bytes; at most ",
                              kMaxNameBytes, " are taken; rename the ", what));
  }
  return std::nullopt;
}

}  // namespace

int SubmissionFile::depth() const {
  return static_cast<int>(absl::c_count(name, '/'));
}

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
    found.files = {{path, path.filename().string()}};
    return found;
  }
  if (auto refusal = FolderWalk(found).Add(path, ""); !refusal.ok()) {
    return refusal.status();
  } else if (*refusal) {
    return **std::move(refusal);
  }
  absl::c_sort(found.files,
               [](const SubmissionFile& a, const SubmissionFile& b) {
                 return a.name < b.name;
               });
  absl::c_sort(found.left_out);
  return found;
}

std::optional<Refusal> CheckFileName(const std::string& name) {
  for (const fs::path& part : fs::path(name)) {
    if (auto refusal = CheckPart(name, part.string())) return refusal;
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

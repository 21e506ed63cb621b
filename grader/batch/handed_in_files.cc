#include "grader/batch/handed_in_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/batch/archive.h"
#include "grader/batch/file_names.h"
#include "grader/batch/hand_in_name.h"
#include "grader/batch/problem_meant.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Archives in archives, and folders around everything.
constexpr int kDeepest = 4;
constexpr std::int64_t kLargestFile = 16 * kMiB;
constexpr int kMostHandedIn = 1000;

// Whether it tells of a file that somebody put there, and not of the machine.
bool IsAboutWhatIsThere(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) ||
         absl::IsPermissionDenied(status);
}

// Copies the regular files at and below `from`, a file or a folder.
absl::Status Copy(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::is_directory(fs::symlink_status(from, error))) {
    const auto content = ReadRegularFile(from, kLargestFile);
    // Whoever reads the copy is told that it is missing.
    if (IsAboutWhatIsThere(content.status())) return absl::OkStatus();
    return content.ok() ? WriteFile(to, *content) : content.status();
  }
  int files = 0;
  for (fs::recursive_directory_iterator entry(from, error), end;
       !error && entry != end; entry.increment(error)) {
    std::error_code gone;
    if (!entry->is_regular_file(gone) || entry->is_symlink(gone)) continue;
    if (++files > kMostHandedIn) break;
    absl::Status copied =
        Copy(entry->path(), to / entry->path().lexically_relative(from));
    if (!copied.ok()) return copied;
  }
  return absl::OkStatus();
}

// The name of an upload without the number that tells it from earlier ones: a
// Java class has to be in a file of its name.
std::string OwnName(const HandedInPart& part) {
  return SafePart(part.order == 0 ? part.name : WithoutNumber(part.name).file);
}

std::optional<absl::Time> TimeOfFile(const fs::path& file) {
  struct stat about = {};
  if (lstat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return std::nullopt;
  }
  return absl::TimeFromTimespec(about.st_mtim);
}

// Of the file `path`, or of those in that folder.
std::optional<absl::Time> LatestTime(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(fs::symlink_status(path, error))) {
    return TimeOfFile(path);
  }
  std::optional<absl::Time> latest;
  for (fs::recursive_directory_iterator entry(path, error), end;
       !error && entry != end; entry.increment(error)) {
    // What a file manager leaves behind was not handed in.
    if (absl::StartsWith(entry->path().filename().string(), ".")) {
      entry.disable_recursion_pending();
      continue;
    }
    const std::optional<absl::Time> time = TimeOfFile(entry->path());
    if (time && (!latest || *time > *latest)) latest = time;
  }
  return latest;
}

}  // namespace

HandInTime WhenHandedIn(const HandedIn& origin, const fs::path& path) {
  HandInTime when;
  when.time = origin.time;
  if (when.time) return when;
  if (origin.files_tell_time) {
    when.time = LatestTime(path);
  } else if (origin.name.order != 0) {  // Canvas marks those that are late
    when.mark =
        origin.name.late ? HandInTime::Mark::kLate : HandInTime::Mark::kInTime;
  }
  return when;
}

void HandedInFiles::Note(const std::string& shown, absl::string_view what) {
  notes_.push_back(absl::StrCat(shown, ": ", what));
}

absl::Status HandedInFiles::Add(const HandedIn& handed_in) {
  std::error_code error;
  if (!fs::is_directory(fs::symlink_status(handed_in.path, error))) {
    return AddPath(handed_in.path, handed_in.name.file, "", handed_in, 0);
  }
  return AddFolder(handed_in.path, "", handed_in, 0);
}

absl::Status HandedInFiles::AddPath(const fs::path& path,
                                    const std::string& name,
                                    const std::string& prefix,
                                    const HandedIn& origin, int depth) {
  const std::string shown = prefix + name;
  std::error_code error;
  if (fs::is_symlink(path, error)) {
    Note(shown, kNotFollowed);
    return absl::OkStatus();
  }
  if (IsArchiveName(name) && !fs::is_directory(path, error)) {
    return AddArchive(path, name, prefix, origin, depth);
  }
  parts_.push_back(
      {path, name, shown, origin.name.order, WhenHandedIn(origin, path)});
  return absl::OkStatus();
}

absl::Status HandedInFiles::AddArchive(const fs::path& path,
                                       const std::string& name,
                                       const std::string& prefix,
                                       const HandedIn& origin, int depth) {
  const std::string shown = prefix + name;
  if (depth == kDeepest) {
    Note(shown, "it lies too deep in other archives");
    return absl::OkStatus();
  }
  const auto folder = workspace_.MakeUniqueFolder("handed-in");
  if (!folder.ok()) return folder.status();
  const auto remarks = Unpack(path, *folder);
  if (IsAboutWhatIsThere(remarks.status())) {
    Note(shown, remarks.status().message());
    return absl::OkStatus();
  }
  if (!remarks.ok()) return remarks.status();
  for (const std::string& remark : *remarks) Note(shown, remark);
  const std::size_t before = parts_.size();
  absl::Status added =
      AddFolder(*folder, absl::StrCat(shown, ": "), origin, depth + 1);
  if (!added.ok()) return added;
  if (parts_.size() == before) {
    if (remarks->empty()) Note(shown, "it holds no files");
    return absl::OkStatus();
  }
  // Its own name counts if those in it say nothing.
  const bool told =
      std::any_of(parts_.begin() + static_cast<std::ptrdiff_t>(before),
                  parts_.end(), [&](const HandedInPart& part) {
                    return MeantBy(part.name, problems_).problem != nullptr;
                  });
  if (told || problems_.size() == 1 ||
      MeantBy(name, problems_).problem == nullptr) {
    return absl::OkStatus();
  }
  parts_.resize(before);
  const fs::path inside = Inside(*folder);
  parts_.push_back(
      {inside, name, shown, origin.name.order, WhenHandedIn(origin, inside)});
  return absl::OkStatus();
}

absl::Status HandedInFiles::AddFolder(const fs::path& folder,
                                      const std::string& prefix,
                                      const HandedIn& origin, int depth) {
  const Listing listing = List(Inside(folder));
  if (listing.error) {
    Note(absl::StrCat(prefix, NameOf(folder)),
         absl::StrCat("it cannot be read: ", listing.error.message()));
  }
  for (const fs::path& link : listing.links) {
    Note(absl::StrCat(prefix, NameOf(link)), kNotFollowed);
  }
  for (const fs::path& path : listing.paths) {
    absl::Status added = AddPath(path, NameOf(path), prefix, origin, depth);
    if (!added.ok()) return added;
  }
  return absl::OkStatus();
}

// The folder that holds what matters: hand-ins often are in a folder that is in
// another one.
fs::path HandedInFiles::Inside(fs::path folder) const {
  for (int depth = 0; depth < kDeepest; ++depth) {
    fs::path only;
    for (const fs::path& path : List(folder).paths) {
      const std::string name = NameOf(path);
      std::error_code error;
      if (name == "__MACOSX") continue;
      if (MeantBy(name, problems_).problem != nullptr) return folder;
      if (fs::is_directory(path, error)) {
        if (!only.empty()) return folder;
        only = path;
      } else if (IsArchiveName(name) ||
                 IsSourceOrHeader(name, problems_.front())) {
        return folder;
      }
    }
    if (only.empty()) return folder;
    folder = only;
  }
  return folder;
}

absl::StatusOr<fs::path> HandedInFiles::Gather(
    const std::vector<HandedInPart>& parts) {
  const fs::path& first = parts.front().path;
  if (parts.size() == 1 && NameOf(first) == parts[0].name) return first;
  std::error_code error;
  // An archive that means a problem by its own name.
  if (parts.size() == 1 && fs::is_directory(first, error)) return first;
  const bool in_one_folder =
      absl::c_all_of(parts, [&](const HandedInPart& part) {
        return part.path.parent_path() == first.parent_path() &&
               part.order == 0 && NameOf(part.path) == part.name;
      });
  if (in_one_folder && List(first.parent_path()).paths.size() == parts.size()) {
    return first.parent_path();
  }
  const auto folder = workspace_.MakeUniqueFolder("gathered");
  if (!folder.ok()) return folder.status();
  std::vector<const HandedInPart*> latest_first;
  for (const HandedInPart& part : parts) latest_first.push_back(&part);
  std::stable_sort(latest_first.begin(), latest_first.end(),
                   [](const HandedInPart* a, const HandedInPart* b) {
                     return a->order > b->order;
                   });
  for (const HandedInPart* part : latest_first) {
    const fs::path to = *folder / OwnName(*part);
    if (fs::exists(to, error)) continue;
    absl::Status copied = Copy(part->path, to);
    if (!copied.ok()) return copied;
  }
  return *folder;
}

}  // namespace grader

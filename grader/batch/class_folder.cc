#include "grader/batch/class_folder.h"

#include <algorithm>
#include <map>
#include <optional>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grader/batch/archive.h"
#include "grader/batch/file_names.h"
#include "grader/batch/gradescope_export.h"
#include "grader/batch/problem_meant.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLargestMetadata = 64 * kMiB;

// Files that people and systems put beside hand-ins.
bool IsNobodys(const std::string& name) {
  const std::string lower = absl::AsciiStrToLower(name);
  return absl::StartsWith(lower, "readme") || lower == "thumbs.db" ||
         lower == "desktop.ini";
}

// A problem and who worked on it, as in "wind-stats-ann".
struct Repository {
  const Problem* problem = nullptr;
  std::string login;
};

std::optional<Repository> ReadRepository(const std::string& name,
                                         const std::vector<Problem>& problems) {
  Repository read;
  for (const Problem& problem : problems) {
    const std::string prefix = absl::StrCat(problem.id, "-");
    if (!absl::StartsWithIgnoreCase(name, prefix) ||
        name.size() == prefix.size()) {
      continue;
    }
    if (read.problem != nullptr &&
        problem.id.size() < read.problem->id.size()) {
      continue;
    }
    read = {&problem, name.substr(prefix.size())};
  }
  if (read.problem == nullptr) return std::nullopt;
  return read;
}

bool IsRepository(const fs::path& path) {
  std::error_code error;
  return fs::exists(path / ".git", error) ||
         fs::exists(path / ".github", error);
}

// What all of `names` begin with, up to a '-'.
std::string CommonPrefix(const std::vector<std::string>& names) {
  const auto [least, greatest] =
      std::minmax_element(names.begin(), names.end());
  const std::size_t same = std::mismatch(least->begin(), least->end(),
                                         greatest->begin(), greatest->end())
                               .first -
                           least->begin();
  const std::size_t dash = least->substr(0, same).rfind('-');
  return dash == std::string::npos ? "" : least->substr(0, dash + 1);
}

// The repositories of GitHub Classroom: a folder "ASSIGNMENT-LOGIN" each.
std::map<fs::path, Repository> Repositories(
    const std::vector<fs::path>& folders,
    const std::vector<Problem>& problems) {
  std::map<fs::path, Repository> read;
  std::vector<std::string> names;
  for (const fs::path& folder : folders) {
    names.push_back(NameOf(folder));
    if (const auto one = ReadRepository(names.back(), problems)) {
      read[folder] = *one;
    }
  }
  if (!folders.empty() && read.size() == folders.size()) return read;
  read.clear();
  if (folders.size() < 2 || absl::c_none_of(folders, IsRepository)) return read;
  const std::size_t prefix = CommonPrefix(names).size();
  if (prefix == 0) return read;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    read[folders[i]] = {nullptr, names[i].substr(prefix)};
  }
  return read;
}

// What stands between a learner's name and a problem's.
constexpr absl::string_view kBetween = "-_ .";

// "ann" of "ann_wind-stats", "wind-stats_ann" and "ann_2", whatever joins them.
std::string WithoutProblem(const std::string& name,
                           const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    const std::size_t id = problem.id.size();
    if (name.size() < id + 2) continue;
    const std::string plain =
        absl::StrReplaceAll(name, {{"_", "-"}, {" ", "-"}});
    if (absl::EndsWithIgnoreCase(plain, problem.id) &&
        absl::StrContains(kBetween, name[name.size() - id - 1])) {
      return name.substr(0, name.size() - id - 1);
    }
    if (absl::StartsWithIgnoreCase(plain, problem.id) &&
        absl::StrContains(kBetween, name[id])) {
      return name.substr(id + 1);
    }
  }
  // Or its number.
  const std::size_t last = name.find_last_of(kBetween.data());
  if (last == std::string::npos || last == 0) return name;
  const ProblemMeant meant = MeantBy(name.substr(last + 1), problems);
  const bool number =
      meant.problem != nullptr && meant.by == ProblemMeant::By::kName;
  return number ? name.substr(0, last) : name;
}

// "ann" of "ann_wnid-stats": who is called nearly like a problem is none of its
// learners, if there is more than one problem.
std::string WithoutMisspeltProblem(const std::string& name,
                                   const std::vector<Problem>& problems) {
  if (problems.size() == 1) return name;
  for (std::size_t i = name.find_first_of(kBetween.data(), 1);
       i != std::string::npos; i = name.find_first_of(kBetween.data(), i + 1)) {
    const ProblemMeant meant = MeantBy(name.substr(i + 1), problems);
    if (meant.problem != nullptr &&
        meant.by == ProblemMeant::By::kTypingMistake) {
      return name.substr(0, i);
    }
  }
  return name;
}

// Of a file at the top: whose it is, where a course system does not tell.
std::string LearnerInName(const std::string& name, bool archive,
                          const std::vector<Problem>& problems) {
  // What tells uploads apart is no problem's number if one is named before it.
  const NumberedName numbered = WithoutNumber(name);
  std::string learner = WithoutProblem(numbered.file, problems);
  if (learner != numbered.file) return learner;
  learner = WithoutProblem(name, problems);
  if (learner != name || archive) return learner;
  learner = WithoutMisspeltProblem(numbered.file, problems);
  return learner == numbered.file ? name : learner;
}

HandedIn Plain(const fs::path& path, const std::vector<Problem>& problems) {
  std::error_code error;
  const bool folder = fs::is_directory(fs::symlink_status(path, error));
  HandedIn one{path, ReadHandInName(NameOf(path), folder), nullptr, ""};
  const bool told = !one.name.who.number.empty();
  // Canvas packs files with the time of packing, git writes those of a clone.
  one.files_tell_time = one.name.order == 0 && !IsRepository(path);
  if (!folder && !told) {
    one.name.who.name =
        LearnerInName(one.name.who.name, IsArchiveName(NameOf(path)), problems);
    const std::size_t learner = one.name.who.name.size();
    const bool first = absl::StartsWith(one.name.file, one.name.who.name);
    if (first && learner + 1 < one.name.file.size() &&
        one.name.file[learner] != '.') {
      one.name.file.erase(0, learner + 1);
    }
  }
  return one;
}

}  // namespace

Listing List(const fs::path& folder) {
  Listing listing;
  for (fs::directory_iterator entry(folder, listing.error), end;
       !listing.error && entry != end; entry.increment(listing.error)) {
    if (absl::StartsWith(entry->path().filename().string(), ".")) continue;
    std::error_code gone;
    (entry->is_symlink(gone) ? listing.links : listing.paths)
        .push_back(entry->path());
  }
  std::sort(listing.paths.begin(), listing.paths.end());
  std::sort(listing.links.begin(), listing.links.end());
  return listing;
}

std::string NameOf(const fs::path& path) {
  return DecodeName(path.filename().string());
}

absl::StatusOr<ClassFolder> ReadClassFolder(
    const fs::path& folder, const std::vector<Problem>& problems) {
  Listing listing = List(folder);
  if (listing.error) {
    return absl::PermissionDeniedError(
        absl::StrCat("\"", folder.string(), "\": ", listing.error.message()));
  }
  std::map<std::string, GradescopeHandIn> submitters;
  if (const auto metadata =
          ReadRegularFile(folder / kGradescopeMetadata, kLargestMetadata);
      metadata.ok()) {
    submitters = ReadGradescopeMetadata(*metadata);
  }
  std::vector<fs::path> paths = listing.paths;
  paths.insert(paths.end(), listing.links.begin(), listing.links.end());
  std::vector<fs::path> folders;
  std::error_code error;
  for (const fs::path& path : listing.paths) {
    if (fs::is_directory(path, error)) folders.push_back(path);
  }
  const auto repositories = Repositories(folders, problems);
  ClassFolder read;
  for (const fs::path& path : paths) {
    const std::string name = NameOf(path);
    if (name == kGradescopeMetadata || name == "__MACOSX") continue;
    if (!fs::is_directory(path, error) && IsNobodys(name)) {
      read.others.push_back(absl::StrCat(name, ": it is no learner's"));
      continue;
    }
    HandedIn one = Plain(path, problems);
    if (const auto it = submitters.find(name); it != submitters.end()) {
      const std::vector<Learner>& learners = it->second.learners;
      one.time = it->second.time;
      for (const Learner& learner : learners) {
        one.name.who = learner;
        one.note =
            learners.size() > 1
                ? absl::StrCat("handed in by a group of ", learners.size())
                : "";
        read.all.push_back(one);
      }
      continue;
    }
    if (const auto it = repositories.find(path); it != repositories.end()) {
      one.name.who.name = it->second.login;
      one.name.who.login = it->second.login;
      one.problem = it->second.problem;
      one.files_tell_time = false;
    }
    read.all.push_back(std::move(one));
  }
  return read;
}

}  // namespace grader

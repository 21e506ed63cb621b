#include "grader/batch/hand_ins.h"

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "grader/batch/archive.h"
#include "grader/batch/csv.h"
#include "grader/batch/file_names.h"
#include "grader/problem/files.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// In lower case, every run of other signs than letters and digits as one '-'.
std::string Normal(absl::string_view name) {
  std::string normal;
  for (const char c : name) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      normal += absl::ascii_tolower(static_cast<unsigned char>(c));
    } else if (!normal.empty() && normal.back() != '-') {
      normal += '-';
    }
  }
  return std::string(absl::StripSuffix(normal, "-"));
}

// The only number in `name`, if there is one.
std::optional<int> NumberIn(absl::string_view name) {
  std::optional<int> found;
  for (std::size_t i = 0; i < name.size();) {
    std::size_t end = i;
    while (end < name.size() &&
           absl::ascii_isdigit(static_cast<unsigned char>(name[end]))) {
      ++end;
    }
    int number = 0;
    if (end > i && absl::SimpleAtoi(name.substr(i, end - i), &number)) {
      if (found) return std::nullopt;
      found = number;
    }
    i = end + 1;
  }
  return found;
}

// What lies in a folder, by name and without dot-files.
struct Listing {
  std::vector<fs::path> paths;
  std::vector<fs::path> links;
  std::error_code error;  // why there may be more
};

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

// Archives often hold one folder with everything in it.
fs::path Inside(const fs::path& folder) {
  const std::vector<fs::path> paths = List(folder).paths;
  return paths.size() == 1 && fs::is_directory(paths[0]) ? paths[0] : folder;
}

std::string NameOf(const fs::path& path) {
  return DecodeName(path.filename().string());
}

constexpr char kNotFollowed[] =
    "it is a link, and links are not followed: put the files themselves there";

// Whether it tells of a file that somebody put there, and not of the machine.
bool IsAboutWhatIsThere(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) ||
         absl::IsPermissionDenied(status);
}

class Finder {
 public:
  Finder(const std::vector<Problem>& problems, Workspace& workspace)
      : problems_(problems), workspace_(workspace) {}

  // Adds what `learner` handed in at `path`.
  void AddLearner(const std::string& learner, const fs::path& path) {
    std::map<const Problem*, fs::path> found;
    std::vector<fs::path> others;
    const Listing listing = List(path);
    if (listing.error) {
      Complain(learner, path,
               absl::StrCat("it cannot be read: ", listing.error.message()));
    }
    for (const fs::path& link : listing.links) {
      Complain(learner, link, kNotFollowed);
    }
    for (const fs::path& part : listing.paths) {
      const Problem* const problem = ProblemMeant(NameOf(part), problems_);
      if (problem == nullptr) {
        others.push_back(part);
      } else if (!found.emplace(problem, part).second) {
        Complain(learner, part, absl::StrCat("a second one for ", problem->id));
      }
    }
    if (problems_.size() == 1 && found.empty() && !others.empty()) {
      found.emplace(&problems_.front(), path);
    } else {
      for (const fs::path& other : others) {
        Complain(learner, other, "matches no problem");
      }
    }
    for (const Problem& problem : problems_) {
      if (const auto it = found.find(&problem); it != found.end()) {
        result_.all.push_back({learner, &problem, it->second});
      }
    }
  }

  // Fails where it is not the archive's fault.
  absl::Status AddArchive(const std::string& learner, const fs::path& path) {
    const auto folder = workspace_.MakeUniqueFolder("handed-in");
    if (!folder.ok()) return folder.status();
    const auto remarks = Unpack(path, *folder);
    if (IsAboutWhatIsThere(remarks.status())) {
      Complain(learner, path, remarks.status().message());
      return absl::OkStatus();
    }
    if (!remarks.ok()) return remarks.status();
    for (const std::string& remark : *remarks) {
      result_.remarks.push_back(
          absl::StrCat(learner, ": ", NameOf(path), ": ", remark));
    }
    AddLearner(learner, Inside(*folder));
    return absl::OkStatus();
  }

  void AddRow(const std::string& learner, const std::string& name,
              const fs::path& path) {
    const Problem* const problem = ProblemMeant(name, problems_);
    if (problem == nullptr) {
      Complain(learner, path, absl::StrCat("no problem \"", name, "\""));
    } else {
      result_.all.push_back({learner, problem, path});
    }
  }

  void Complain(const std::string& learner, const fs::path& path,
                absl::string_view what) {
    result_.complaints.push_back(
        absl::StrCat(learner, ": ", NameOf(path), ": ", what));
  }

  // In order, and one only for each learner and problem: reports are filed
  // under these names.
  HandIns Result() {
    std::vector<HandIn>& all = result_.all;
    std::stable_sort(all.begin(), all.end(),
                     [](const HandIn& a, const HandIn& b) {
                       if (a.learner != b.learner) return a.learner < b.learner;
                       return a.problem < b.problem;  // all in one vector
                     });
    const auto same = [&](const HandIn& a, const HandIn& b) {
      if (a.learner != b.learner || a.problem != b.problem) return false;
      Complain(b.learner, b.path,
               absl::StrCat("a second one for ", b.problem->id));
      return true;
    };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    return std::move(result_);
  }

 private:
  const std::vector<Problem>& problems_;
  Workspace& workspace_;
  HandIns result_;
};

absl::StatusOr<HandIns> FromCsv(const fs::path& file, Finder& finder) {
  const std::vector<std::vector<std::string>> rows =
      ParseCsv(ReadFile(file).value_or(""));
  const std::vector<std::string> header = {"learner", "problem", "path"};
  if (rows.empty() || rows.front() != header) {
    return absl::InvalidArgumentError(absl::StrCat(
        file.string(), ":1: the first line must be \"learner,problem,path\""));
  }
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != header.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat(file.string(), ": row ", i + 1, " has ", rows[i].size(),
                       " fields, not 3"));
    }
    finder.AddRow(rows[i][0], rows[i][1], file.parent_path() / rows[i][2]);
  }
  return finder.Result();
}

}  // namespace

const Problem* ProblemMeant(absl::string_view name,
                            const std::vector<Problem>& problems) {
  const std::string normal =
      Normal(fs::path(std::string(name)).stem().string());
  std::vector<std::string> ids;
  for (const Problem& problem : problems) ids.push_back(problem.id);
  // An exact one is the closest there can be.
  const std::optional<std::string> closest = Closest(normal, ids);
  const std::optional<int> number = NumberIn(normal);
  const Problem* inside = nullptr;  // the longest id that `name` holds
  const Problem* numbered = nullptr;
  for (const Problem& problem : problems) {
    if (problem.id == closest) return &problem;
    if (absl::StrContains(absl::StrCat("-", normal, "-"),
                          absl::StrCat("-", problem.id, "-")) &&
        (inside == nullptr || problem.id.size() > inside->id.size())) {
      inside = &problem;
    }
    if (number && problem.number == number) numbered = &problem;
  }
  return inside != nullptr ? inside : numbered;
}

absl::StatusOr<HandIns> FindHandIns(const fs::path& source,
                                    const std::vector<Problem>& problems,
                                    Workspace& workspace) {
  std::error_code error;
  Finder finder(problems, workspace);
  if (fs::is_regular_file(source, error)) return FromCsv(source, finder);
  if (!fs::is_directory(source, error)) {
    return absl::NotFoundError(
        absl::StrCat("no folder or CSV file \"", source.string(), "\""));
  }
  const Listing listing = List(source);
  if (listing.error) {
    return absl::PermissionDeniedError(
        absl::StrCat("\"", source.string(), "\": ", listing.error.message()));
  }
  for (const fs::path& link : listing.links) {
    finder.Complain(NameOf(link.stem()), link, kNotFollowed);
  }
  for (const fs::path& path : listing.paths) {
    const std::string learner = NameOf(path.stem());
    if (fs::is_directory(path, error)) {
      finder.AddLearner(NameOf(path), path);
    } else if (absl::EqualsIgnoreCase(path.extension().string(), ".zip")) {
      if (absl::Status added = finder.AddArchive(learner, path); !added.ok()) {
        return added;
      }
    } else {
      finder.Complain(learner, path,
                      "neither a learner's folder nor a zip file");
    }
  }
  return finder.Result();
}

}  // namespace grader

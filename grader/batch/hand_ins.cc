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

std::vector<fs::path> Sorted(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (absl::StartsWith(entry.path().filename().string(), ".")) continue;
    if (entry.is_symlink(error)) continue;
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Archives often hold one folder with everything in it.
fs::path Inside(const fs::path& folder) {
  const std::vector<fs::path> paths = Sorted(folder);
  return paths.size() == 1 && fs::is_directory(paths[0]) ? paths[0] : folder;
}

class Finder {
 public:
  Finder(const std::vector<Problem>& problems, Workspace& workspace)
      : problems_(problems), workspace_(workspace) {}

  // Adds what `learner` handed in at `path`.
  void AddLearner(const std::string& learner, const fs::path& path) {
    std::map<const Problem*, fs::path> found;
    std::vector<fs::path> others;
    for (const fs::path& part : Sorted(path)) {
      const Problem* const problem =
          ProblemMeant(part.filename().string(), problems_);
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

  void AddArchive(const std::string& learner, const fs::path& path) {
    const auto folder = workspace_.MakeUniqueFolder("handed-in");
    const absl::Status unpacked =
        folder.ok() ? Unpack(path, *folder) : folder.status();
    if (!unpacked.ok()) {
      Complain(learner, path, unpacked.message());
      return;
    }
    AddLearner(learner, Inside(*folder));
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
        absl::StrCat(learner, ": ", path.filename().string(), ": ", what));
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
  for (const fs::path& path : Sorted(source)) {
    if (fs::is_directory(path, error)) {
      finder.AddLearner(path.filename().string(), path);
    } else if (absl::EqualsIgnoreCase(path.extension().string(), ".zip")) {
      finder.AddArchive(path.stem().string(), path);
    } else {
      finder.Complain(path.stem().string(), path,
                      "neither a learner's folder nor a zip file");
    }
  }
  return finder.Result();
}

}  // namespace grader

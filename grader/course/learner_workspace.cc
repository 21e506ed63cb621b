#include "grader/course/learner_workspace.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "grader/course/unit_files.h"
#include "grader/problem/files.h"
#include "grader/problem/installation.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/scaffold.h"
#include "grader/problem/whole_file.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kOwnFile[] = ".grader/workspace.json";
constexpr std::int64_t kMaxBytes = 1 << 20;

std::string OwnText(const LearnerWorkspace& workspace) {
  nlohmann::ordered_json own;
  own["problems"] = workspace.problems.string();
  own["language"] = workspace.language;
  return own.dump(2, ' ', false,
                  nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

absl::StatusOr<LearnerWorkspace> ReadOwnFile(const fs::path& folder) {
  const fs::path file = folder / kOwnFile;
  const auto text = ReadRegularFile(file, kMaxBytes);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(file.string(), ": ", text.status().message()));
  }
  const auto own = nlohmann::json::parse(*text, nullptr, false);
  const auto field = [&](const char* name) -> std::optional<std::string> {
    if (!own.is_object() || !own.contains(name) || !own[name].is_string()) {
      return std::nullopt;
    }
    return own[name].get<std::string>();
  };
  const auto problems = field("problems");
  const auto language = field("language");
  if (!problems || !language) {
    return absl::InvalidArgumentError(absl::StrCat(
        file.string(),
        " is not what `grader start` writes: \"problems\" and \"language\" "
        "were expected; remove it and run `grader start` again, which keeps "
        "your solutions"));
  }
  return LearnerWorkspace{folder, *problems, *language};
}

// Pyright
// (https://github.com/microsoft/pyright/blob/main/docs/configuration.md) finds
// modules beside the file that imports them, and what those import here.
std::string PyrightConfig(const LearnerWorkspace& workspace) {
  nlohmann::ordered_json config;
  config["include"] = {"."};
  config["extraPaths"] = {SupportFolder(workspace.problems, "python").string()};
  return config.dump(2, ' ', false,
                     nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

// Adds files to a workspace, one after another.
class Filling {
 public:
  explicit Filling(const LearnerWorkspace& workspace) : workspace_(workspace) {
    const auto before = ReadOwnFile(workspace.folder);
    if (before.ok()) problems_before_ = before->problems.string();
  }

  absl::Status Add(const fs::path& name, const std::string& content) {
    const fs::path file = workspace_.folder / name;
    if (IsFromBefore(file, content)) {
      written_.push_back(name);
      return ReplaceFile(file, content);
    }
    const auto added = AddFile(file, content);
    if (!added.ok()) return added.status();
    if (*added) written_.push_back(name);
    return absl::OkStatus();
  }

  const std::vector<fs::path>& written() const { return written_; }

 private:
  // Whether `file` is what was written when the course was somewhere else.
  bool IsFromBefore(const fs::path& file, const std::string& content) const {
    const std::string problems = workspace_.problems.string();
    if (problems_before_.empty() || problems_before_ == problems) return false;
    // A course without libraries has the grader's (SupportFolder).
    const std::string own = (OwnInstallation().course / "problems").string();
    const auto content_now = ReadFile(file);
    for (const std::string& now : {problems, own}) {
      for (const std::string& then : {problems_before_, own}) {
        const std::string before = absl::StrReplaceAll(content, {{now, then}});
        if (before != content && content_now == before) return true;
      }
    }
    return false;
  }

  const LearnerWorkspace& workspace_;
  std::string problems_before_;
  std::vector<fs::path> written_;
};

}  // namespace

std::string UnitFolder(const Problem& problem) {
  if (!problem.number) return problem.id;
  return absl::StrFormat("%02d-%s", *problem.number, problem.id);
}

absl::StatusOr<LearnerWorkspace> FindWorkspace(const fs::path& inside) {
  std::error_code error;
  for (fs::path folder = fs::absolute(inside, error).lexically_normal(); !error;
       folder = folder.parent_path()) {
    if (fs::exists(folder / kOwnFile, error)) return ReadOwnFile(folder);
    if (folder == folder.root_path()) break;
  }
  return absl::NotFoundError(
      absl::StrCat("no workspace in ", inside.string(),
                   " or above; `grader start` makes one"));
}

absl::Status CheckCourse(const LearnerWorkspace& workspace) {
  std::error_code error;
  if (fs::is_directory(workspace.problems, error)) return absl::OkStatus();
  return absl::NotFoundError(absl::StrCat(
      "the course of this workspace is gone: no folder ",
      workspace.problems.string(), "; `grader start ",
      workspace.folder.string(),
      " --problems DIR` says where it is now, and keeps your solutions"));
}

UnitPlace PlaceOf(const LearnerWorkspace& workspace, const Problem& problem) {
  return {problem.id, workspace.folder / UnitFolder(problem)};
}

fs::path ProgressFile(const LearnerWorkspace& workspace) {
  return workspace.folder / "progress.txt";
}

absl::StatusOr<UnitPlace> UnitAt(const LearnerWorkspace& workspace,
                                 const fs::path& inside) {
  const absl::Status course = CheckCourse(workspace);
  if (!course.ok()) return course;
  std::error_code error;
  const fs::path below = fs::absolute(inside, error)
                             .lexically_normal()
                             .lexically_relative(workspace.folder);
  const std::string name = below.empty() ? "." : below.begin()->string();
  // "02-concurrent-requests", or the id alone.
  const std::size_t digits = name.find_first_not_of("0123456789");
  const bool numbered =
      digits != 0 && digits != std::string::npos && name[digits] == '-';
  for (const std::string& id :
       {name, numbered ? name.substr(digits + 1) : std::string()}) {
    if (id.empty() || id == "." || id == "..") continue;
    if (fs::exists(workspace.problems / id / "problem.yaml", error)) {
      return UnitPlace{id, workspace.folder / name};
    }
  }
  return absl::NotFoundError(absl::StrCat(
      inside.string(), " is no unit's folder; go into one of those in ",
      workspace.folder.string()));
}

std::string LanguageIn(const LearnerWorkspace& workspace,
                       const Problem& problem) {
  return TakesLanguage(problem, workspace.language) ? workspace.language : "";
}

absl::StatusOr<std::vector<fs::path>> FillWorkspace(
    const LearnerWorkspace& workspace, const std::vector<Problem>& units) {
  Filling filling(workspace);
  absl::Status status =
      filling.Add("pyrightconfig.json", PyrightConfig(workspace));
  for (const Problem& unit : units) {
    const fs::path name = UnitFolder(unit);
    for (const GeneratedFile& file :
         UnitFiles(unit, workspace.language, workspace.folder / name)) {
      if (status.ok()) status = filling.Add(name / file.name, file.content);
    }
  }
  // Last, so that what was interrupted is done again.
  if (status.ok()) {
    status = ReplaceFile(workspace.folder / kOwnFile, OwnText(workspace));
  }
  if (!status.ok()) return status;
  return filling.written();
}

}  // namespace grader

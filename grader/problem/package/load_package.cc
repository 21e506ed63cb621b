#include "grader/problem/package/load_package.h"

#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "grader/problem/files.h"
#include "grader/problem/max_points.h"
#include "grader/problem/package/answers_language.h"
#include "grader/problem/package/folder_entries.h"
#include "grader/problem/package/package_cases.h"
#include "grader/problem/package/package_group.h"
#include "grader/problem/package/package_included.h"
#include "grader/problem/package/package_limits.h"
#include "grader/problem/package/package_metadata.h"
#include "grader/problem/package/package_submissions.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool IsFolder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

// The time limit as tools of the field keep it beside problem.yaml:
// problemtools in `.timelimit`, DOMjudge in an ini file.
void ReadTimeLimitFile(const fs::path& folder, PackageMetadata& metadata) {
  if (metadata.has_time_limit) return;
  std::string found = ReadFile(folder / ".timelimit").value_or("");
  if (found.empty()) {
    static const RE2 kTimeLimit(
        R"re((?m)^\s*timelimit\s*=\s*['"]?([0-9.]+)['"]?\s*$)re");
    RE2::PartialMatch(ReadFile(folder / "domjudge-problem.ini").value_or(""),
                      kTimeLimit, &found);
  }
  double seconds = 0;
  if (absl::SimpleAtod(found, &seconds) && seconds > 0 && seconds < 1e6) {
    SetTimeLimit(seconds, metadata);
  }
}

// In drafts of version 2025-09 groups came to be as they are there only later:
// before, they were as in the legacy versions, and between that had `scoring`.
void ReadDraft(const fs::path& folder, PackageMetadata& metadata) {
  if (!metadata.draft) return;
  static const RE2 kScoring("(?m)^scoring\\s*:");
  bool has_older_files = false;
  bool has_scoring = false;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder / "data", error), end;
       !error && entry != end; entry.increment(error)) {
    if (entry->path().filename() != kOlderGroupFile) continue;
    has_older_files = true;
    has_scoring |=
        RE2::PartialMatch(ReadFile(entry->path()).value_or(""), kScoring);
  }
  metadata.legacy_groups = has_older_files && !has_scoring;
}

// The statement in English, else the first; one that can be shown before one
// that cannot.
fs::path FindStatement(const fs::path& folder, PackageVersion version) {
  const fs::path statements =
      folder /
      (version == PackageVersion::kLegacy ? "problem_statement" : "statement");
  fs::path best;
  for (const char* wanted :
       {"problem.en.md", "problem.md", "problem.en.tex", "problem.tex"}) {
    std::error_code error;
    if (fs::exists(statements / wanted, error)) return statements / wanted;
  }
  for (const fs::path& entry : FolderEntries(statements)) {
    const std::string extension = entry.extension().string();
    if (extension == ".md" || extension == ".tex") return entry;
  }
  return statements / "problem.en.md";
}

// The problem's name as a LaTeX statement has it.
std::string NameIn(const fs::path& statement) {
  const std::string text = ReadFile(statement).value_or("");
  std::string name;
  if (!RE2::PartialMatch(text, R"((?m)^%+\s*plainproblemname:\s*(.+?)\s*$)",
                         &name)) {
    RE2::PartialMatch(text, R"(\\problemname\s*\{([^{}]*)\})", &name);
  }
  return name;
}

// The output validator of the package; empty if there is none of its own.
fs::path FindValidator(const fs::path& folder, const PackageMetadata& metadata,
                       std::vector<std::string>& errors) {
  bool legacy = metadata.version == PackageVersion::kLegacy;
  if (legacy && !metadata.custom_validator) return {};
  fs::path place = folder / (legacy ? "output_validators" : "output_validator");
  // DOMjudge reads the newer name in packages of the older versions, too.
  if (legacy && FolderEntries(place).empty() &&
      !FolderEntries(folder / "output_validator").empty()) {
    legacy = false;
    place = folder / "output_validator";
  }
  const std::vector<fs::path> entries = FolderEntries(place);
  const auto fail = [&errors](const fs::path& path, absl::string_view message) {
    errors.push_back(absl::StrCat(path.string(), ": error: ", message));
    return fs::path();
  };
  if (entries.empty() && metadata.interactive) {
    return fail(place,
                "the problem is interactive, but there is no output validator "
                "in this folder, which would talk with submissions");
  }
  if (entries.empty() && metadata.multi_pass) {
    return fail(place,
                "the problem is multi-pass, but there is no output validator "
                "in this folder, which would say what the next pass is");
  }
  if (entries.empty()) {
    return legacy ? fail(place,
                         "validation is \"custom\", but there is no output "
                         "validator in this folder")
                  : fs::path();
  }
  if (legacy && entries.size() > 1) {
    return fail(place,
                "more than one output validator: not supported; keep one "
                "file, or one folder");
  }
  return legacy ? entries.front() : place;
}

// Folders that change what a submission is built of or judged by.
void FindUnsupported(const fs::path& folder, std::vector<std::string>& errors) {
  for (const char* name : {"static_validator", "graders"}) {
    if (FolderEntries(folder / name).empty()) continue;
    errors.push_back(absl::StrCat((folder / name).string(),
                                  ": error: what is in this folder: not "
                                  "supported"));
  }
}

std::vector<std::string> Notes(const fs::path& folder,
                               const PackageMetadata& metadata) {
  std::vector<std::string> notes = metadata.notes;
  if (!metadata.has_time_limit && !metadata.answers) {
    notes.emplace_back(
        "no time limit is given: \"limits\" says which one follows from the "
        "submissions; it is used until another is said in .timelimit or "
        "limits.time_limit");
  }
  if (!FolderEntries(folder / "generators").empty()) {
    notes.emplace_back(
        HoldsInputs(folder / "data/secret")
            ? "generators: not run, and generators.yaml not read: the secret "
              "cases lie in data"
            : "generators: run for what generators.yaml describes of samples "
              "and secret cases and does not lie in data, and else not");
  }
  for (const fs::path& entry : FolderEntries(folder / "include")) {
    const std::string name = entry.filename().string();
    if (name == "default" || !LanguageOfCode(name).empty()) continue;
    notes.push_back(
        absl::StrCat("include/", name,
                     ": not used; no submission can be in a language of "
                     "that name (known: ",
                     absl::StrJoin(LanguageCodes(), ", "), ")"));
  }
  for (const char* name : {"input_visualizer", "output_visualizer"}) {
    if (FolderEntries(folder / name).empty()) continue;
    notes.push_back(absl::StrCat(name, ": not run"));
  }
  return notes;
}

// The programs in the folder `name` of the package that can be built as a
// submission is; what else is there is told in `notes`.
std::vector<fs::path> ProgramsIn(const fs::path& folder, const char* name,
                                 std::vector<std::string>& notes) {
  std::vector<fs::path> programs;
  for (const fs::path& program : FolderEntries(folder / name)) {
    std::error_code error;
    const std::string extension = program.extension().string();
    // Grammars of checktestdata and of VIVA.
    if (extension == ".ctd" || extension == ".viva") {
      notes.push_back(
          absl::StrCat(name, "/", program.filename().string(), ": not run"));
    } else {
      programs.push_back(program);
    }
  }
  return programs;
}

}  // namespace

bool IsPackage(const std::optional<YamlNode>& root, const fs::path& folder) {
  if (root && root->Find("problem_format_version") != nullptr) return true;
  if (root && (root->Find("cases") != nullptr || root->Find("id") != nullptr)) {
    return false;
  }
  return IsFolder(folder / "data") || IsFolder(folder / "problem_statement");
}

absl::StatusOr<Problem> LoadPackage(
    const std::optional<YamlNode>& root, AuthorErrors& errors,
    const fs::path& folder, std::shared_ptr<const LanguageTable> languages) {
  PackageMetadata metadata = ReadPackageMetadata(root, errors);
  ReadTimeLimitFile(folder, metadata);
  ReadDraft(folder, metadata);
  std::vector<std::string> all;
  if (!errors.empty()) all.emplace_back(errors.ToStatus().message());
  FindUnsupported(folder, all);
  std::error_code error;
  const fs::path directory = fs::canonical(folder, error);
  std::vector<std::string> notes;
  ReadPackageSubmissions(folder, metadata, all, notes);

  Problem problem;
  problem.directory = directory;
  problem.id = directory.filename().string();
  problem.tags = metadata.keywords;
  problem.offered_in = metadata.languages;
  problem.limits = metadata.limits;
  problem.title = metadata.name;
  if (problem.title.empty()) {
    problem.title = NameIn(FindStatement(directory, metadata.version));
  }
  if (problem.title.empty()) problem.title = problem.id;
  const fs::path validator = FindValidator(folder, metadata, all);
  PackageCases data = ReadPackageCases(
      folder, metadata,
      validator.empty() ? validator : fs::canonical(validator, error), all);
  problem.cases = std::move(data.cases);
  problem.groups = std::move(data.groups);
  problem.constants = metadata.constants;
  problem.languages = std::move(languages);
  if (metadata.answers) {
    problem.languages = WithAnswers(*problem.languages);
    problem.offered_in = {kAnswersLanguage};
  }
  ReadIncluded(folder, problem, all);
  if (all.empty() && MaxPoints(problem) == 0) {
    all.push_back(absl::StrCat((folder / "data").string(),
                               ": error: no case gives any points; at least "
                               "one point is needed"));
  }
  if (!all.empty()) return absl::InvalidArgumentError(absl::StrJoin(all, "\n"));
  return problem;
}

std::optional<AuthorFiles> FindPackageFiles(const fs::path& directory) {
  if (!IsFolder(directory / "data") && !IsFolder(directory / "generators")) {
    return std::nullopt;
  }
  AuthorErrors errors("problem.yaml",
                      ReadFile(directory / "problem.yaml").value_or(""));
  const std::optional<YamlNode> root = ReadYaml(errors);
  if (!IsPackage(root, directory)) return std::nullopt;
  PackageMetadata metadata = ReadPackageMetadata(root, errors);
  ReadTimeLimitFile(directory, metadata);
  ReadDraft(directory, metadata);
  AuthorFiles files;
  files.of_contest = true;
  files.statement = FindStatement(directory, metadata.version);
  files.time_margins = metadata.time_margins;
  files.time_margins.wanted = !metadata.has_time_limit && !metadata.answers;
  files.notes = Notes(directory, metadata);
  for (const char* name : {"input_validators", "input_format_validators"}) {
    for (fs::path& one : ProgramsIn(directory, name, files.notes)) {
      files.input_validators.push_back(std::move(one));
    }
  }
  files.answer_validators =
      ProgramsIn(directory, "answer_validators", files.notes);
  files.example_folder = directory / "submissions";
  std::vector<std::string> told;
  files.examples =
      ReadPackageSubmissions(directory, metadata, told, files.notes);
  for (const Example& example : files.examples) {
    if (example.right()) files.references.push_back(example.path);
  }
  return files;
}

std::vector<ValidatorCase> FindValidatorCases(
    const fs::path& directory, std::vector<std::string>& errors) {
  AuthorErrors unread("problem.yaml",
                      ReadFile(directory / "problem.yaml").value_or(""));
  const std::optional<YamlNode> root = ReadYaml(unread);
  if (!IsPackage(root, directory)) return {};
  PackageMetadata metadata = ReadPackageMetadata(root, unread);
  ReadDraft(directory, metadata);
  // What is wrong with these, LoadPackage says.
  std::vector<std::string> told;
  const fs::path validator = FindValidator(directory, metadata, told);
  return ReadValidatorCases(directory, metadata, validator, errors);
}

}  // namespace grader

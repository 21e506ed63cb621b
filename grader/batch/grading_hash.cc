#include "grader/batch/grading_hash.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/strings/match.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/linter_run.h"
#include "grader/execute/toolchain_command.h"
#include "grader/problem/installation.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Nothing that is built, run or judged is called this.
bool PlaysNoPart(const fs::path& path) {
  const std::string name = path.filename().string();
  return absl::StartsWith(name, ".") || absl::EndsWith(name, "~") ||
         name == "__pycache__" || name == "statement.md";
}

// Names and contents of all files below `folder`, and where links lead.
void AddTree(ContentHash& hash, const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::recursive_directory_iterator
           entry(folder, fs::directory_options::skip_permission_denied, error),
       end;
       !error && entry != end; entry.increment(error)) {
    std::error_code gone;
    if (PlaysNoPart(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_symlink(gone) || entry->is_regular_file(gone)) {
      paths.push_back(entry->path());
    }
  }
  std::sort(paths.begin(), paths.end());
  hash.Add(static_cast<std::int64_t>(paths.size()));
  for (const fs::path& path : paths) {
    hash.Add(path.lexically_relative(folder).native());
    hash.Add(fs::read_symlink(path, error).native());  // empty if it is none
    if (fs::is_regular_file(path, error)) hash.AddFile(path);
  }
}

}  // namespace

std::string HashOfGrading(const Problem& problem, const GradeOptions& options,
                          absl::string_view runner) {
  ContentHash hash("grading 2");
  hash.Add(runner).AddFile("/proc/self/exe");
  hash.Add(options.only_case)
      .Add(static_cast<std::int64_t>(options.clock))
      .Add(std::int64_t{options.reveal});
  const fs::path problems = problem.directory.parent_path();
  AddTree(hash, problem.directory);
  AddTree(hash, problems / "support");
  AddTree(hash, OwnInstallation().course / "problems" / "support");
  AddTree(hash, problems.parent_path() / "solutions" / problem.id);
  // A package may have them from a file whose name begins with a dot, or from
  // its submissions.
  for (const TestCase& one : problem.cases) {
    hash.Add(absl::ToInt64Nanoseconds(one.limits.elapsed));
    hash.Add(absl::ToInt64Nanoseconds(one.limits.cpu));
  }
  if (problem.languages != nullptr) {
    for (const Language& language : *problem.languages) {
      hash.Add(ToolchainHash(language));
    }
  }
  for (const Deduction& deduction : problem.deductions) {
    if (const Linter* linter = LinterOf(deduction)) {
      AddLinter(*linter, hash);
    }
  }
  return hash.Digest();
}

std::string HashOf(const Submission& submission, absl::string_view grading) {
  ContentHash hash("submission 1");
  hash.Add(grading).Add(submission.language.name);
  for (const SourceFile& source : submission.sources) {
    hash.Add(source.name).Add(source.content);
  }
  for (const auto& [name, handed_in] : submission.handed_in_as) {
    hash.Add(name).Add(handed_in);
  }
  if (submission.refusal) {
    const Refusal& refusal = *submission.refusal;
    hash.Add(refusal.reason)
        .Add(refusal.message)
        .Add(refusal.file)
        .Add(std::int64_t{refusal.line})
        .Add(std::int64_t{refusal.column});
  }
  return hash.Digest();
}

}  // namespace grader

#include "grader/problem/author_files.h"

#include "grader/problem/files.h"
#include "grader/problem/package/folder_entries.h"
#include "grader/problem/package/load_package.h"
#include "grader/problem/track/exercise.h"

namespace grader {

AuthorFiles FindAuthorFiles(const Problem& problem) {
  if (auto package = FindPackageFiles(problem.directory)) {
    return *std::move(package);
  }
  if (auto exercise = FindExerciseFiles(problem.directory)) {
    return *std::move(exercise);
  }
  const std::filesystem::path course =
      problem.directory.parent_path().parent_path();
  AuthorFiles files;
  files.statement = problem.directory / "statement.md";
  files.references = {course / "solutions" / problem.id};
  files.example_folder = course / "fixtures/problems" / problem.id;
  files.input_validators = FolderEntries(problem.directory / kInputValidators);
  return files;
}

std::optional<std::string> ReadStatement(const Problem& problem) {
  const std::filesystem::path file = FindAuthorFiles(problem).statement;
  const std::optional<std::string> text = ReadFile(file);
  if (!text) return std::nullopt;
  return file.extension() == ".tex"
             ? WithLatexConstants(problem.constants, *text)
             : WithConstants(problem.constants, *text);
}

}  // namespace grader

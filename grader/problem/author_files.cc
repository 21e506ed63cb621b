#include "grader/problem/author_files.h"

#include "grader/problem/package/load_package.h"

namespace grader {

AuthorFiles FindAuthorFiles(const Problem& problem) {
  if (auto package = FindPackageFiles(problem.directory)) {
    return *std::move(package);
  }
  const std::filesystem::path course =
      problem.directory.parent_path().parent_path();
  AuthorFiles files;
  files.statement = problem.directory / "statement.md";
  files.references = {course / "solutions" / problem.id};
  files.example_folder = course / "fixtures/problems" / problem.id;
  return files;
}

}  // namespace grader

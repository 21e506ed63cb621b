// ICPC problem packages as they are: the versions `legacy`, `legacy-icpc` and
// `2025-09` of https://www.kattis.com/problem-package-format, read into the
// same Problem as a problem.yaml of the grader's own.
#ifndef GRADER_PROBLEM_PACKAGE_LOAD_PACKAGE_H_
#define GRADER_PROBLEM_PACKAGE_LOAD_PACKAGE_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/author_files.h"
#include "grader/problem/package/package_cases.h"
#include "grader/problem/problem.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// Whether `folder`, whose problem.yaml is `root` (none: it is empty), holds a
// package.
bool IsPackage(const std::optional<YamlNode>& root,
               const std::filesystem::path& folder);

// The package in `folder`, as messages show it, whose problem.yaml is `root`
// with `errors`, its submissions being in `languages`. Fails with
// kInvalidArgument and all that is wrong; what a package asks for and the
// grader does not do is an error, too, "not supported".
absl::StatusOr<Problem> LoadPackage(
    const std::optional<YamlNode>& root, AuthorErrors& errors,
    const std::filesystem::path& folder,
    std::shared_ptr<const LanguageTable> languages);

// The author's files of the package in `directory`; none if that holds no
// package. What is wrong with them LoadPackage says.
std::optional<AuthorFiles> FindPackageFiles(
    const std::filesystem::path& directory);

// What the package in `directory` has to show that its validators tell right
// from wrong. Adds to `errors` what is wrong with it.
std::vector<ValidatorCase> FindValidatorCases(
    const std::filesystem::path& directory, std::vector<std::string>& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_LOAD_PACKAGE_H_

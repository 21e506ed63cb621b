#include "grader/problem/languages_of.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "grader/problem/language.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// The languages of the files in `folder` whose stem is `stem`.
std::vector<std::string> LanguagesIn(const fs::path& folder,
                                     const std::string& stem) {
  std::vector<std::string> names;
  for (const Language& language : Languages()) {
    std::error_code error;
    if (std::any_of(language.extensions.begin(), language.extensions.end(),
                    [&](const std::string& extension) {
                      return fs::exists(folder / (stem + extension), error);
                    })) {
      names.push_back(language.name);
    }
  }
  return names;
}

}  // namespace

std::vector<std::string> LanguagesOf(const Problem& problem) {
  std::vector<std::string> drivers = LanguagesIn(problem.directory, "driver");
  if (!drivers.empty()) return drivers;
  return LanguagesIn(
      problem.directory.parent_path().parent_path() / "solutions" / problem.id,
      "solution");
}

}  // namespace grader

#include "grader/problem/languages_of.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "grader/problem/generated_files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// The languages of the files in `folder` whose stem is `stem`.
std::vector<std::string> LanguagesIn(const LanguageTable& languages,
                                     const fs::path& folder,
                                     const std::string& stem) {
  std::vector<std::string> names;
  for (const Language& language : languages) {
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

std::vector<std::string> LanguagesWithMain(const Problem& problem) {
  const LanguageTable& languages = *problem.languages;
  if (!LanguagesIn(languages, problem.directory, "driver").empty()) return {};
  std::vector<std::string> names =
      LanguagesIn(languages, problem.directory, "main");
  names.erase(std::remove_if(names.begin(), names.end(),
                             [&](const std::string& name) {
                               const Language* one =
                                   FindLanguage(languages, name);
                               return one == nullptr || !one->toolchain.links();
                             }),
              names.end());
  return names;
}

std::vector<std::string> LanguagesOf(const Problem& problem) {
  if (!problem.offered_in.empty()) return problem.offered_in;
  const LanguageTable& languages = *problem.languages;
  if (!LanguagesIn(languages, problem.directory, "driver").empty()) {
    std::vector<std::string> names;
    const std::vector<std::string> written =
        LanguagesIn(languages, problem.directory, "adapter");
    for (const Language& language : languages) {
      if (IsGenerated(problem, language.name) ||
          std::find(written.begin(), written.end(), language.name) !=
              written.end()) {
        names.push_back(language.name);
      }
    }
    return names;
  }
  if (std::vector<std::string> called = LanguagesWithMain(problem);
      !called.empty()) {
    return called;
  }
  return LanguagesIn(
      languages,
      problem.directory.parent_path().parent_path() / "solutions" / problem.id,
      "solution");
}

bool TakesLanguage(const Problem& problem, const std::string& language) {
  if (problem.offered_in.empty() &&
      LanguagesIn(*problem.languages, problem.directory, "driver").empty() &&
      LanguagesWithMain(problem).empty()) {
    return true;
  }
  const std::vector<std::string> taken = LanguagesOf(problem);
  return std::find(taken.begin(), taken.end(), language) != taken.end();
}

}  // namespace grader

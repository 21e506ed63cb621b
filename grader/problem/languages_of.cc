#include "grader/problem/languages_of.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/author_files.h"
#include "grader/problem/generated_files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// The languages of the files in `folder` whose stem is `stem`.
std::vector<std::string> LanguagesIn(const LanguageTable& languages,
                                     const fs::path& folder,
                                     const std::string& stem) {
  const auto is_there = [&](const Language& language) {
    return absl::c_any_of(
        language.extensions, [&](const std::string& extension) {
          const fs::path file = folder / (stem + extension);
          std::error_code error;
          return LanguageOfSource(languages, file) == &language &&
                 fs::exists(file, error);
        });
  };
  std::vector<std::string> names;
  for (const Language& language : languages) {
    if (is_there(language)) names.push_back(language.name);
  }
  return names;
}

// Whether the file, or a file in the folder, is a source of `language`.
bool IsWrittenIn(const Language& language, const fs::path& submission) {
  std::error_code error;
  if (!fs::is_directory(submission, error)) {
    return IsSource(submission, language);
  }
  const fs::directory_iterator files(submission, error);
  return std::any_of(begin(files), end(files), [&](const auto& entry) {
    return IsSource(entry.path(), language);
  });
}

}  // namespace

std::vector<std::string> LanguagesWithMain(const Problem& problem) {
  const LanguageTable& languages = *problem.languages;
  if (!LanguagesIn(languages, problem.directory, "driver").empty()) return {};
  return LanguagesIn(languages, problem.directory, "main");
}

fs::path PartIn(const Problem& problem, absl::string_view stem,
                const Language& language) {
  for (const std::string& extension : language.extensions) {
    fs::path part = problem.directory / absl::StrCat(stem, extension);
    std::error_code error;
    if (fs::is_regular_file(part, error)) return part;
  }
  return {};
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
  const AuthorFiles files = FindAuthorFiles(problem);
  if (files.of_contest) {
    std::vector<std::string> names;
    for (const Language& language : languages) {
      if (std::any_of(files.references.begin(), files.references.end(),
                      [&](const fs::path& reference) {
                        return IsWrittenIn(language, reference);
                      })) {
        names.push_back(language.name);
      }
    }
    return names;
  }
  return LanguagesIn(languages, files.references.front(), "solution");
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

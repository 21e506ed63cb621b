#include "grader/problem/language.h"

#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/problem/files.h"
#include "grader/problem/language_reader.h"

namespace grader {
namespace {

// In the order of the first table; what is new goes behind.
LanguageTable Merged(LanguageTable table, LanguageTable added) {
  for (Language& language : added) {
    const auto same = std::find_if(
        table.begin(), table.end(),
        [&](const Language& other) { return other.name == language.name; });
    if (same == table.end()) {
      table.push_back(std::move(language));
    } else {
      *same = std::move(language);
    }
  }
  return table;
}

void ChooseToolchains(LanguageTable& table) {
  for (Language& language : table) ChooseToolchain(language, kSystemPath);
}

bool FindTools(Toolchain& toolchain, absl::string_view search_path) {
  toolchain.found.clear();
  toolchain.linker.clear();
  std::map<std::string, std::string> found;
  for (const std::string& program : toolchain.programs) {
    const std::string path = FindProgram({program}, search_path);
    if (path.empty()) return false;
    found[program] = path;
  }
  toolchain.found = std::move(found);
  for (const std::string& linker : toolchain.linkers) {
    if (FindProgram({absl::StrCat("ld.", linker)}, search_path).empty()) {
      continue;
    }
    toolchain.linker = linker;
    break;
  }
  return true;
}

}  // namespace

std::shared_ptr<const LanguageTable> BuiltInLanguages() {
  static const auto& table = *new std::shared_ptr<const LanguageTable>([] {
    // A test makes sure that it can be read.
    auto read = ReadLanguages("languages.yaml", std::string(kBuiltInLanguages));
    LanguageTable languages = read.ok() ? *std::move(read) : LanguageTable();
    ChooseToolchains(languages);
    return std::make_shared<const LanguageTable>(std::move(languages));
  }());
  return table;
}

absl::StatusOr<std::shared_ptr<const LanguageTable>> LoadLanguages(
    const std::filesystem::path& path) {
  absl::StatusOr<std::string> text = ReadRegularFile(path, kMiB);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(path.string(), ": error: ", text.status().message()));
  }
  auto added = ReadLanguages(path.string(), *std::move(text));
  if (!added.ok()) return added.status();
  ChooseToolchains(*added);
  return std::make_shared<const LanguageTable>(
      Merged(*BuiltInLanguages(), *std::move(added)));
}

const Language* FindLanguage(const LanguageTable& languages,
                             const std::string& name) {
  for (const Language& language : languages) {
    if (language.name == name) return &language;
  }
  return nullptr;
}

bool IsSource(const std::filesystem::path& file, const Language& language) {
  return absl::c_linear_search(language.extensions, file.extension().string());
}

const Language* LanguageOfSource(const LanguageTable& languages,
                                 const std::filesystem::path& file) {
  const auto row = absl::c_find_if(
      languages,
      [&file](const Language& language) { return IsSource(file, language); });
  return row == languages.end() ? nullptr : &*row;
}

std::vector<std::string> LanguageNames(const LanguageTable& languages) {
  std::vector<std::string> names;
  for (const Language& language : languages) names.push_back(language.name);
  return names;
}

absl::Status CheckInstalled(const Language& language) {
  if (language.installed()) return absl::OkStatus();
  std::vector<std::string> choices;
  for (const Toolchain& toolchain : language.toolchains) {
    choices.push_back(absl::StrJoin(toolchain.programs, " and "));
  }
  return absl::UnavailableError(
      absl::StrCat("nothing to build or run ", language.name,
                   " with on this machine; install ",
                   absl::StrJoin(choices, ", or "), " (in one of ",
                   absl::StrJoin(absl::StrSplit(kSystemPath, ':'), ", "), ")"));
}

std::string FindProgram(const std::vector<std::string>& programs,
                        absl::string_view search_path) {
  for (const std::string& program : programs) {
    for (const absl::string_view folder : absl::StrSplit(search_path, ':')) {
      // A relative entry would mean whatever lies in the current folder.
      if (folder.empty() || folder[0] != '/') continue;
      const std::string path = absl::StrCat(folder, "/", program);
      std::error_code error;
      if (std::filesystem::is_regular_file(path, error) &&
          access(path.c_str(), X_OK) == 0) {
        return path;
      }
    }
  }
  return "";
}

void ChooseToolchain(Language& language, absl::string_view search_path) {
  for (Toolchain& toolchain : language.toolchains) {
    if (!FindTools(toolchain, search_path)) continue;
    language.toolchain = toolchain;
    return;
  }
  language.toolchain = language.toolchains.front();
}

}  // namespace grader

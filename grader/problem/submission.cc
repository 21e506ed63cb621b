#include "grader/problem/submission.h"

#include <algorithm>
#include <cstdint>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/suggest.h"
#include "grader/problem/units.h"
#include "grader/problem/utf8.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxBytes = kMiB;  // all files together

bool Contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool IsSource(const Language& language, const fs::path& path) {
  return Contains(language.extensions, path.extension().string());
}

bool BelongsTo(const Language& language, const fs::path& path) {
  return IsSource(language, path) ||
         Contains(language.headers, path.extension().string());
}

// ".cpp, .cc or .cxx (cpp), .py (python)"
std::string KnownExtensions(const LanguageTable& languages) {
  std::vector<std::string> all;
  for (const Language& language : languages) {
    all.push_back(absl::StrCat(absl::StrJoin(language.extensions, ", "), " (",
                               language.name, ")"));
  }
  return absl::StrJoin(all, ", ");
}

std::vector<std::string> LanguageNames(const LanguageTable& languages) {
  std::vector<std::string> names;
  for (const Language& language : languages) names.push_back(language.name);
  return names;
}

absl::Status FileError(const absl::Status& status, const fs::path& path) {
  return absl::Status(status.code(), absl::StrCat(InQuotes(path.string()), ": ",
                                                  status.message()));
}

absl::Status FromFilesystem(const std::error_code& error,
                            const fs::path& path) {
  if (error == std::errc::permission_denied) {
    return FileError(absl::PermissionDeniedError("no permission to read it"),
                     path);
  }
  if (error == std::errc::too_many_symbolic_link_levels) {
    return FileError(
        absl::InvalidArgumentError("it is a link that leads to itself"), path);
  }
  return FileError(absl::InvalidArgumentError(error.message()), path);
}

// Names travel through command lines and reports.
absl::Status CheckName(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name[0] == '-' || name[0] == '@') {
    return FileError(
        absl::InvalidArgumentError(absl::StrCat(
            "a compiler would not take this for a file name, because of the "
            "\"",
            name.substr(0, 1), "\" at its start; rename the file")),
        path);
  }
  const bool control = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (control || FindInvalidUtf8(name) != absl::string_view::npos) {
    return FileError(absl::InvalidArgumentError(
                         "the name holds a line break or another character "
                         "that cannot be shown; rename the file"),
                     path);
  }
  return absl::OkStatus();
}

// The files of the folder, without dot-files and folders, by name.
absl::StatusOr<std::vector<fs::path>> FolderFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().string()[0] == '.') continue;
    std::error_code gone;
    if (fs::is_directory(entry->symlink_status(gone))) continue;
    files.push_back(entry->path());
  }
  if (error) return FromFilesystem(error, folder);
  std::sort(files.begin(), files.end());
  return files;
}

absl::StatusOr<Language> ChooseLanguage(const LanguageTable& languages,
                                        const std::vector<fs::path>& files,
                                        const fs::path& path,
                                        const std::string& wanted) {
  if (!wanted.empty()) {
    const Language* language = FindLanguage(languages, wanted);
    if (language == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(
          "unknown language ", InQuotes(wanted),
          DidYouMean(wanted, LanguageNames(languages)),
          " (known: ", absl::StrJoin(LanguageNames(languages), ", "), ")"));
    }
    return *language;
  }
  std::vector<const Language*> found;
  for (const Language& language : languages) {
    if (std::any_of(files.begin(), files.end(), [&](const fs::path& file) {
          return IsSource(language, file);
        })) {
      found.push_back(&language);
    }
  }
  if (found.size() == 1) return *found[0];
  if (found.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "no source file at ", InQuotes(path.string()),
        "; expected a file that ends in ", KnownExtensions(languages)));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      InQuotes(path.string()), " holds sources in ", found[0]->name, " and ",
      found[1]->name, "; say which: --lang ", found[0]->name));
}

// Reads the files that belong to the language. `in_folder`: the learner did
// not name them, so a link could lead to anything.
absl::StatusOr<std::vector<SourceFile>> ReadSources(
    const Language& language, const std::vector<fs::path>& files,
    bool in_folder) {
  std::vector<SourceFile> sources;
  std::int64_t left = kMaxBytes;
  for (const fs::path& file : files) {
    if (in_folder && !BelongsTo(language, file)) continue;
    const absl::Status name = CheckName(file);
    if (!name.ok()) return name;
    std::error_code error;
    if (in_folder && fs::is_symlink(file, error)) {
      return FileError(
          absl::InvalidArgumentError("it is a link; hand in the file itself"),
          file);
    }
    absl::StatusOr<std::string> content = ReadRegularFile(file, kMaxBytes);
    if (!content.ok()) return FileError(content.status(), file);
    left -= static_cast<std::int64_t>(content->size());
    if (left < 0) {
      return FileError(absl::InvalidArgumentError(absl::StrCat(
                           "the files are too large; all together may have ",
                           FormatBytes(kMaxBytes))),
                       file.parent_path());
    }
    if (content->find('\0') != std::string::npos) {
      return FileError(
          absl::InvalidArgumentError("it is a binary file, not source text"),
          file);
    }
    sources.push_back({file.filename().string(), *std::move(content)});
  }
  return sources;
}

absl::Status CheckSources(const Language& language,
                          const std::vector<SourceFile>& sources,
                          const fs::path& path) {
  if (std::none_of(sources.begin(), sources.end(),
                   [&language](const SourceFile& source) {
                     return IsSource(language, source.name);
                   })) {
    return absl::InvalidArgumentError(
        absl::StrCat("no ", language.name, " source at ",
                     InQuotes(path.string()), "; expected a file that ends in ",
                     absl::StrJoin(language.extensions, ", ")));
  }
  if (std::all_of(sources.begin(), sources.end(), [](const SourceFile& source) {
        return absl::StripAsciiWhitespace(source.content).empty();
      })) {
    return FileError(
        absl::InvalidArgumentError("it is empty; there is nothing to grade"),
        path);
  }
  return absl::OkStatus();
}

// The problem's file STEM in `language`, or an empty path.
fs::path PartIn(const Problem& problem, absl::string_view stem,
                const Language& language) {
  for (const std::string& extension : language.extensions) {
    fs::path part = problem.directory / absl::StrCat(stem, extension);
    std::error_code error;
    if (fs::is_regular_file(part, error)) return part;
  }
  return {};
}

}  // namespace

absl::StatusOr<Scaffold> FindScaffold(const Problem& problem,
                                      const Language& language) {
  Scaffold scaffold;
  for (const Language& other : *problem.languages) {
    if (!scaffold.driver.empty()) break;
    scaffold.driver = PartIn(problem, "driver", other);
    scaffold.driver_language = other;
  }
  if (scaffold.driver.empty()) return Scaffold();
  scaffold.adapter = PartIn(problem, "adapter", language);
  if (scaffold.adapter.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the problem \"", problem.id, "\" cannot be solved in ", language.name,
        ", only in ", absl::StrJoin(LanguagesOf(problem), ", ")));
  }
  scaffold.problem = problem.directory;
  scaffold.support = problem.directory.parent_path() / "support";
  return scaffold;
}

absl::StatusOr<Submission> LoadSubmission(const Problem& problem,
                                          const fs::path& path,
                                          const std::string& language) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return absl::NotFoundError(
        absl::StrCat("no file or folder ", InQuotes(path.string())));
  }
  if (error) return FromFilesystem(error, path);
  const bool in_folder = fs::is_directory(status);
  std::vector<fs::path> files = {path};
  if (in_folder) {
    absl::StatusOr<std::vector<fs::path>> found = FolderFiles(path);
    if (!found.ok()) return found.status();
    files = *std::move(found);
  }

  Submission submission;
  absl::StatusOr<Language> chosen =
      ChooseLanguage(*problem.languages, files, path, language);
  if (!chosen.ok()) return chosen.status();
  submission.language = *std::move(chosen);
  if (absl::Status installed = CheckInstalled(submission.language);
      !installed.ok()) {
    return installed;
  }
  absl::StatusOr<std::vector<SourceFile>> sources =
      ReadSources(submission.language, files, in_folder);
  if (!sources.ok()) return sources.status();
  submission.sources = *std::move(sources);
  const absl::Status checked =
      CheckSources(submission.language, submission.sources, path);
  if (!checked.ok()) return checked;
  auto scaffold = FindScaffold(problem, submission.language);
  if (!scaffold.ok()) return scaffold.status();
  submission.scaffold = *std::move(scaffold);
  return submission;
}

}  // namespace grader

#include "grader/problem/package/package_included.h"

#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/constants.h"
#include "grader/problem/files.h"
#include "grader/problem/package/folder_entries.h"
#include "grader/problem/package/package_metadata.h"
#include "grader/problem/source_text.h"
#include "grader/problem/submission_files.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool IsSourceOrHeader(const fs::path& file, const Language& language) {
  return IsSource(file, language) ||
         absl::c_linear_search(language.headers, file.extension().string());
}

class IncludedReader {
 public:
  IncludedReader(const fs::path& folder, Problem& problem,
                 std::vector<std::string>& errors)
      : folder_(folder), problem_(problem), errors_(errors) {}

  void Read() {
    const fs::path for_all = folder_ / "include" / "default";
    ReadForAll(for_all);
    for (const fs::path& entry : FolderEntries(folder_ / "include")) {
      std::error_code error;
      if (!fs::is_directory(entry, error)) {
        Add(entry, "expected a folder for each language, and \"default\"");
      } else if (entry != for_all) {
        ReadFor(entry);
      }
    }
  }

 private:
  void Add(const fs::path& path, absl::string_view message) {
    errors_.push_back(absl::StrCat(path.string(), ": error: ", message));
  }

  void ReadFor(const fs::path& folder) {
    const Language* language = FindLanguage(
        *problem_.languages, LanguageOfCode(folder.filename().string()));
    // Nobody can hand in anything in a language that is not known.
    if (language == nullptr) return;
    for (const InputFile& file : FilesIn(folder)) {
      if (IsSourceOrHeader(file.name, *language)) {
        TakeSource(language->name, file);
      } else {
        Add(folder / file.name,
            absl::StrCat("a file that is no source of ", language->name,
                         ": not supported; in include/default it lies beside "
                         "every submission that runs"));
      }
    }
  }

  void ReadForAll(const fs::path& folder) {
    for (const InputFile& file : FilesIn(folder)) {
      bool source = false;
      for (const Language& language : *problem_.languages) {
        if (!IsSourceOrHeader(file.name, language)) continue;
        source = true;
        TakeSource(language.name, file);
      }
      if (!source) LayBesideCases(file);
    }
  }

  // A language's own, which comes later, takes the place of that for all.
  void TakeSource(const std::string& language, const InputFile& file) {
    std::vector<InputFile>& files = problem_.included[language];
    std::erase_if(files,
                  [&](const InputFile& one) { return one.name == file.name; });
    files.push_back(file);
  }

  // What a case brings itself comes last.
  void LayBesideCases(const InputFile& file) {
    for (TestCase& one : problem_.cases) {
      if (absl::c_none_of(one.files, [&](const InputFile& own) {
            return own.name == file.name;
          })) {
        one.files.push_back(file);
      }
    }
  }

  std::vector<InputFile> FilesIn(const fs::path& folder) {
    std::vector<InputFile> files;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end;
         !error && entry != end; entry.increment(error)) {
      std::error_code gone;
      if (entry->is_directory(gone)) continue;
      const std::string name =
          entry->path().lexically_relative(folder).generic_string();
      const auto inside = ResolveInside(
          folder_, entry->path().lexically_relative(folder_).generic_string());
      auto content = inside.ok() ? ReadRegularFile(*inside, kMaxSubmissionBytes)
                                 : inside.status();
      if (!content.ok()) {
        Add(entry->path(), content.status().message());
        continue;
      }
      SourceText text = ReadSourceText(*content);
      // What is no text stays as it is.
      files.push_back({name, text.ok() ? WithConstants(problem_.constants,
                                                       std::move(text.text))
                                       : *std::move(content)});
    }
    absl::c_sort(files, [](const InputFile& a, const InputFile& b) {
      return a.name < b.name;
    });
    return files;
  }

  const fs::path folder_;
  Problem& problem_;
  std::vector<std::string>& errors_;
};

}  // namespace

void ReadIncluded(const fs::path& folder, Problem& problem,
                  std::vector<std::string>& errors) {
  IncludedReader(folder, problem, errors).Read();
}

}  // namespace grader

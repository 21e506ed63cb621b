#include "grader/course/unit_files.h"

#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/author_files.h"
#include "grader/problem/files.h"
#include "grader/problem/given_files.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/submission.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// What clangd compiles with (https://clangd.llvm.org/design/compile-commands):
// a flag per line. Only flags that mean the same to an editor.
std::string CompileFlags(const Problem& problem, const Language& language) {
  std::string flags;
  const Language built = WithOptions(language, problem.build);
  for (const std::string& word : built.toolchain.compile) {
    if (word.rfind("-std=", 0) == 0 || word.rfind("-W", 0) == 0 ||
        word == "-pthread") {
      absl::StrAppend(&flags, word, "\n");
    }
  }
  const auto scaffold = FindScaffold(problem, language);
  if (scaffold.ok() && !scaffold->empty()) {
    absl::StrAppend(&flags, "-I", scaffold->support.string(), "\n");
  }
  return flags;
}

}  // namespace

std::string UnitLanguage(const Problem& problem, const std::string& wanted) {
  const std::vector<std::string> offered = LanguagesOf(problem);
  if (offered.empty() || absl::c_linear_search(offered, wanted)) return wanted;
  return offered.front();
}

std::vector<GeneratedFile> StarterFiles(const Problem& problem,
                                        const std::string& language) {
  const fs::path folder =
      problem.directory.parent_path().parent_path() / "starters" / problem.id;
  std::error_code error;
  if (fs::is_directory(folder, error)) {
    const auto starter = LoadSubmission(problem, folder, language);
    if (starter.ok() && !starter->refusal) {
      std::vector<GeneratedFile> files;
      for (const SourceFile& source : starter->sources) {
        files.push_back({source.name, source.content});
      }
      return files;
    }
  }
  if (IsGenerated(problem, language)) return {StubFile(problem, language)};
  return {};
}

std::vector<std::string> OwnFiles(const Problem& problem,
                                  const std::string& name,
                                  const fs::path& folder) {
  std::vector<std::string> own;
  const Language* const language = FindLanguage(*problem.languages, name);
  if (language == nullptr) return own;
  const std::vector<GeneratedFile> given = GivenFiles(problem, *language);
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string file = entry->path().filename().string();
    const bool is_given = absl::c_any_of(
        given, [&file](const GeneratedFile& one) { return one.name == file; });
    if (is_given || file[0] == '.') continue;
    if (IsSource(file, *language) ||
        absl::c_linear_search(language->headers,
                              entry->path().extension().string())) {
      own.push_back(file);
    }
  }
  absl::c_sort(own);
  return own;
}

std::vector<GeneratedFile> UnitFiles(const Problem& problem,
                                     const std::string& wanted,
                                     const fs::path& folder) {
  std::vector<GeneratedFile> files;
  if (auto statement = ReadStatement(problem)) {
    const fs::path file = FindAuthorFiles(problem).statement;
    files.push_back({absl::StrCat("statement", file.extension().string()),
                     *std::move(statement)});
  }
  const std::string name = UnitLanguage(problem, wanted);
  const Language* const language = FindLanguage(*problem.languages, name);
  if (language == nullptr) return files;
  const bool has_source = absl::c_any_of(
      OwnFiles(problem, name, folder),
      [&](const std::string& file) { return IsSource(file, *language); });
  if (!has_source) {
    for (GeneratedFile& file : StarterFiles(problem, name)) {
      files.push_back(std::move(file));
    }
  }
  const std::vector<GeneratedFile> given = GivenFiles(problem, *language);
  files.insert(files.end(), given.begin(), given.end());
  if (language->toolchain.links() && (name == "cpp" || name == "c")) {
    files.push_back({"compile_flags.txt", CompileFlags(problem, *language)});
  }
  return files;
}

}  // namespace grader

#include "grader/problem/given_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "grader/problem/files.h"
#include "grader/problem/scaffold.h"
#include "grader/problem/suite.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Programs are no headers: what a language without headers has in its place are
// the sources that nobody starts.
bool IsGiven(const fs::path& file, const Language& language) {
  if (!language.headers.empty()) {
    return absl::c_linear_search(language.headers, file.extension().string()) &&
           file.filename() != kInstances;
  }
  return IsSource(file, language) && file.stem() != "driver" &&
         file.stem() != "adapter";
}

// The tests and what lies beside them; where some are hidden, what is no file
// of tests.
std::vector<GeneratedFile> FilesOfSuite(const Suite& suite) {
  std::vector<fs::path> given = {suite.file};
  given.insert(given.end(), suite.files.begin(), suite.files.end());
  std::vector<GeneratedFile> files;
  for (const fs::path& file : given) {
    if (!suite.hidden.empty() && file.extension() == suite.file.extension()) {
      continue;
    }
    files.push_back({NameInSuite(suite, file), ReadFile(file).value_or("")});
  }
  return files;
}

}  // namespace

std::vector<GeneratedFile> GivenFiles(const Problem& problem,
                                      const Language& language) {
  if (problem.suite != nullptr && !problem.suite->with) {
    return FilesOfSuite(*problem.suite);
  }
  const auto scaffold = FindScaffold(problem, language);
  if (!scaffold.ok() || scaffold->problem.empty()) return {};
  std::vector<GeneratedFile> files;
  std::error_code error;
  for (fs::directory_iterator entry(problem.directory, error), end;
       !error && entry != end; entry.increment(error)) {
    std::error_code gone;
    if (entry->is_regular_file(gone) && IsGiven(entry->path(), language)) {
      files.push_back(
          {entry->path().filename(), ReadFile(entry->path()).value_or("")});
    }
  }
  for (const GeneratedFile& file : scaffold->generated) {
    // What tests are run with is no learner's to read.
    if (scaffold->suite != nullptr) break;
    if (IsGiven(file.name, language)) files.push_back(file);
  }
  absl::c_sort(files, [](const GeneratedFile& a, const GeneratedFile& b) {
    return a.name < b.name;
  });
  return files;
}

}  // namespace grader

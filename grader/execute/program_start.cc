#include "grader/execute/program_start.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "grader/problem/java_class.h"
#include "grader/problem/suite.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

// Those of `names` that lie in the fewest folders.
std::vector<std::string> OutermostOf(const std::vector<std::string>& names) {
  std::map<std::ptrdiff_t, std::vector<std::string>> by_depth;
  for (const std::string& name : names) {
    by_depth[std::count(name.begin(), name.end(), '/')].push_back(name);
  }
  return by_depth.empty() ? std::vector<std::string>()
                          : by_depth.begin()->second;
}

// The only one of `names` that is not there just for others; "" if there are
// several, or none.
std::string OnlyProgram(const Submission& submission,
                        const std::vector<std::string>& names) {
  const std::string& pattern = submission.language.library_pattern;
  if (pattern.empty()) return "";
  const RE2 library(pattern, RE2::Quiet);
  std::string program;
  for (const SourceFile& source : submission.sources) {
    if (!absl::c_linear_search(names, source.name) ||
        RE2::PartialMatch(source.content, library)) {
      continue;
    }
    if (!program.empty()) return "";
    program = source.name;
  }
  return program;
}

}  // namespace

std::vector<std::string> SourceNames(const Submission& submission) {
  std::vector<std::string> names;
  for (const SourceFile& source : submission.sources) {
    if (IsSource(source.name, submission.language)) {
      names.push_back(source.name);
    }
  }
  return names;
}

std::set<std::string> FoldersToInclude(const Submission& submission) {
  std::set<std::string> folders;
  for (const SourceFile& source : submission.sources) {
    const std::string folder = fs::path(source.name).parent_path().string();
    if (folder.empty()) continue;
    folders.insert("");
    if (!IsSource(source.name, submission.language)) folders.insert(folder);
  }
  return folders;
}

std::vector<std::string> OutermostSources(const Submission& submission) {
  return OutermostOf(SourceNames(submission));
}

std::string MainFile(const Submission& submission) {
  if (const std::string& entry = submission.entry_point;
      absl::c_linear_search(SourceNames(submission), entry)) {
    return entry;
  }
  const std::vector<std::string> names = OutermostSources(submission);
  if (names.size() == 1) return names.front();
  if (submission.scaffold.suite != nullptr) {
    const std::string known = NameOfSubmission(*submission.scaffold.suite);
    if (absl::c_linear_search(names, known)) return known;
  }
  for (const absl::string_view wanted : {"main", "__main__", "solution"}) {
    // Where a driver calls the submission, its own adapter is called that.
    if (wanted == "__main__" && !submission.scaffold.empty()) continue;
    for (const std::string& name : names) {
      if (absl::AsciiStrToLower(fs::path(name).stem().string()) == wanted) {
        return name;
      }
    }
  }
  return OnlyProgram(submission, names);
}

std::string StemOfMain(const Submission& submission) {
  const std::string main = MainFile(submission);
  const std::vector<std::string> names = SourceNames(submission);
  if (!main.empty() || names.empty()) return fs::path(main).stem().string();
  return fs::path(names.front()).stem().string();
}

std::string StartClass(const Submission& submission) {
  return submission.entry_point.empty() ? JavaMainClass(submission.sources)
                                        : submission.entry_point;
}

}  // namespace grader

#include "grader/problem/source_names.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/java_class.h"
#include "grader/problem/languages_of.h"
#include "grader/problem/submission_files.h"
#include "grader/problem/suite.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

void Rename(SourceFile& source, std::string name, Submission& submission) {
  const auto known = submission.handed_in_as.find(source.name);
  submission.handed_in_as[name] =
      known == submission.handed_in_as.end() ? source.name : known->second;
  source.name = std::move(name);
}

bool HasWord(const std::string& text, const std::string& word) {
  return RE2::PartialMatch(text,
                           absl::StrCat("\\b", RE2::QuoteMeta(word), "\\b"));
}

}  // namespace

void NameByClasses(Submission& submission) {
  if (submission.language.name != "java") return;
  std::vector<SourceFile>& sources = submission.sources;
  for (SourceFile& source : sources) {
    const std::string known = absl::StrCat(JavaPublicClass(source), ".java");
    const std::string name =
        fs::path(source.name).replace_filename(known).string();
    // What has no public class, or none that a file can be called like, is the
    // compiler's to judge.
    if (known == ".java" || known.size() > kMaxNameBytes ||
        absl::c_any_of(sources, [&](const SourceFile& other) {
          return other.name == name;
        })) {
      continue;
    }
    Rename(source, name, submission);
  }
}

void NameForMain(const Problem& problem, Submission& submission) {
  const Language& language = submission.language;
  const auto included = problem.included.find(language.name);
  if (language.name == "java" || submission.sources.size() != 1 ||
      included == problem.included.end() || included->second.size() != 1) {
    return;
  }
  const InputFile& main = included->second[0];
  SourceFile& source = submission.sources[0];
  const fs::path name = source.name;
  if (main.name != PartIn(problem, "main", language).filename() ||
      name.stem() == "solution" || HasWord(main.content, name.stem())) {
    return;
  }
  Rename(source,
         fs::path("solution").replace_extension(name.extension()).string(),
         submission);
}

void NameForSuite(Submission& submission) {
  if (submission.scaffold.suite == nullptr) return;
  const fs::path wanted = NameOfSubmission(*submission.scaffold.suite);
  std::vector<SourceFile>& sources = submission.sources;
  const fs::path first = sources.front().name;
  if (first.has_parent_path() || first.stem() == wanted.stem() ||
      absl::c_any_of(sources, [&](const SourceFile& source) {
        return fs::path(source.name).replace_extension() != first.stem();
      })) {
    return;
  }
  for (SourceFile& source : sources) {
    Rename(source,
           fs::path(wanted)
               .replace_extension(fs::path(source.name).extension())
               .string(),
           submission);
  }
}

}  // namespace grader

#include "grader/verify/problem_draft.h"

#include <filesystem>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/language.h"
#include "re2/re2.h"

#include "grader/problem/readable.h"
#include "grader/verify/templates.h"

namespace grader {
namespace {

// "sum-of-numbers" as a title: "Sum of numbers".
std::string Title(const std::string& id) {
  std::string title = absl::StrReplaceAll(id, {{"-", " "}});
  title[0] = absl::ascii_toupper(title[0]);
  return title;
}

// Whether a file belongs to one of `languages`, or to no language at all.
bool IsWanted(const std::string& path,
              const std::vector<std::string>& languages) {
  // One driver serves all languages.
  const bool compiled = absl::c_linear_search(languages, "cpp");
  if (absl::EndsWith(path, "/driver.cpp")) return compiled;
  if (absl::EndsWith(path, "/driver.py")) return !compiled;
  // A wrong submission in one language says all that one in another would.
  if (absl::EndsWith(path, "/rests_first.cpp")) {
    return !absl::c_linear_search(languages, "python");
  }
  const LanguageTable& table = *BuiltInLanguages();
  if (const Language* language = LanguageOfSource(table, path)) {
    return absl::c_linear_search(languages, language->name);
  }
  const std::string extension = std::filesystem::path(path).extension();
  bool is_header = false;
  for (const Language& language : table) {
    if (!absl::c_linear_search(language.headers, extension)) continue;
    if (absl::c_linear_search(languages, language.name)) return true;
    is_header = true;
  }
  return !is_header;
}

}  // namespace

absl::StatusOr<std::vector<DraftFile>> DraftProblem(
    const std::string& id, const std::string& kind,
    const std::vector<std::string>& languages) {
  if (!RE2::FullMatch(id, "[a-z0-9]+(-[a-z0-9]+)*")) {
    return absl::InvalidArgumentError(
        absl::StrCat("the id ", Quoted(id),
                     " must be lower-case words and digits joined by \"-\""));
  }
  if (languages.empty()) {
    return absl::InvalidArgumentError("at least one language is needed");
  }
  for (const std::string& name : languages) {
    if (absl::c_any_of(*BuiltInLanguages(), [&](const Language& language) {
          return language.name == name;
        })) {
      continue;
    }
    return absl::InvalidArgumentError(
        absl::StrCat("unknown language ", Quoted(name)));
  }
  const bool functions = kind == "functions";
  for (const std::string& language : languages) {
    if (!functions || language == "cpp" || language == "python") continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "a problem with functions can be made in cpp and python, not in ",
        language, "; --kind stdin can be in every language"));
  }
  const std::string name = absl::StrReplaceAll(id, {{"-", "_"}});
  const std::vector<std::pair<std::string, std::string>> words = {
      {"{{id}}", id},
      {"{{name}}", name},
      {"{{title}}", Title(id)},
      {"{{languages}}", absl::StrJoin(languages, ", ")}};
  std::vector<DraftFile> files;
  for (const TemplateFile& file : Templates()) {
    absl::string_view path = file.name;
    if (!absl::ConsumePrefix(&path, absl::StrCat("new/", kind, "/"))) continue;
    const std::string placed = absl::StrReplaceAll(
        path, {{"/ID/", absl::StrCat("/", id, "/")}, {"NAME", name}});
    // The programs of a lesson are part of it.
    const bool is_problem = kind == "stdin" || kind == "functions";
    if (is_problem && !IsWanted(placed, languages)) continue;
    files.push_back({placed, absl::StrReplaceAll(file.content, words)});
  }
  if (files.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("unknown kind ", Quoted(kind),
                     "; expected stdin, functions, lesson or quiz"));
  }
  return files;
}

}  // namespace grader

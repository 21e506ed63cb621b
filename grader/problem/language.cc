#include "grader/problem/language.h"

#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace grader {
namespace {

// One row per language. The first of `programs` that is installed goes in
// front of `flags`.
struct Row {
  std::string name;
  std::vector<std::string> extensions;
  std::vector<std::string> headers;
  std::vector<std::string> programs;
  bool compiled = true;
  std::vector<std::string> flags;
  std::vector<std::string> link;
};

std::vector<Row> Rows() {
  return {
      {.name = "cpp",
       .extensions = {".cpp", ".cc", ".cxx"},
       .headers = {".h", ".hpp", ".hh"},
       .programs = {"g++", "clang++"},
       .flags = {"-std=c++20", "-O0", "-pthread", "-Wall", "-Wextra",
                 "-fmax-errors=20", "-fdiagnostics-color=never"},
       .link = {"-pthread"}},
      {.name = "python",
       .extensions = {".py"},
       .headers = {},
       .programs = {"python3"},
       .compiled = false,
       .flags = {"-I"},
       .link = {}},
  };
}

Language FromRow(const Row& row, absl::string_view search_path) {
  const std::string program = FindProgram(row.programs, search_path);
  std::vector<std::string> command = {program.empty() ? row.programs.front()
                                                      : program};
  command.insert(command.end(), row.flags.begin(), row.flags.end());
  Language language;
  language.name = row.name;
  language.extensions = row.extensions;
  language.headers = row.headers;
  (row.compiled ? language.compiler : language.interpreter) =
      std::move(command);
  language.link = row.link;
  language.installed = !program.empty();
  return language;
}

}  // namespace

const std::vector<Language>& Languages() {
  static const std::vector<Language>& languages = *[] {
    auto* found = new std::vector<Language>;
    for (const Row& row : Rows()) {
      found->push_back(FromRow(row, kSystemPath));
    }
    return found;
  }();
  return languages;
}

const Language* FindLanguage(const std::string& name) {
  for (const Language& language : Languages()) {
    if (language.name == name) return &language;
  }
  return nullptr;
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

}  // namespace grader

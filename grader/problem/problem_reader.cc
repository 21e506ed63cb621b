#include "grader/problem/problem_reader.h"

#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "grader/problem/units.h"

namespace grader {
namespace {

constexpr std::int64_t kMaxDataBytes = 16 * kMiB;

// What a file that is not there was probably meant to be.
std::string FileAdvice(const std::string& name, const ProblemSource& source) {
  namespace fs = std::filesystem;
  const std::size_t space = name.find(' ');
  std::error_code error;
  if (space != std::string::npos && space > 0 &&
      fs::exists(source.folder / name.substr(0, space), error)) {
    return "; what a program is to be told stands in \"args\"";
  }
  const fs::path folder = fs::path(name).parent_path();
  std::vector<std::string> names;
  for (fs::directory_iterator entry(source.folder / folder, error), end;
       !error && entry != end; entry.increment(error)) {
    names.push_back((folder / entry->path().filename()).string());
  }
  std::sort(names.begin(), names.end());
  return DidYouMean(name, names);
}

void AddFileError(const YamlNode& name, const absl::Status& status,
                  ProblemSource& source) {
  source.errors.Add(
      name.place,
      absl::StrCat(
          "file ", Quoted(name.text), ": ", status.message(),
          absl::IsNotFound(status) ? FileAdvice(name.text, source) : ""));
}

void ReadLimit(const YamlNode& node, absl::Duration& limit) {
  limit = DurationValue(node);
}
void ReadLimit(const YamlNode& node, std::int64_t& limit) {
  limit = BytesValue(node);
}
void ReadLimit(const YamlNode& node, int& limit) {
  limit = static_cast<int>(WholeValue(node));
}

}  // namespace

std::int64_t WholeValue(const YamlNode& node) {
  std::int64_t value = 0;
  return absl::SimpleAtoi(node.text, &value) ? value : 0;
}

double NumberValue(const YamlNode& node) {
  double value = 0;
  return absl::SimpleAtod(node.text, &value) ? value : 0;
}

absl::Duration DurationValue(const YamlNode& node) {
  return ParseDuration(node.text).value_or(absl::ZeroDuration());
}

std::int64_t BytesValue(const YamlNode& node) {
  return ParseBytes(node.text).value_or(0);
}

std::vector<std::string> TextValues(const YamlNode& list) {
  std::vector<std::string> texts;
  for (const YamlNode& item : list.items) texts.push_back(item.text);
  return texts;
}

void CheckLanguageNames(const YamlNode& list,
                        const std::vector<std::string>& known,
                        AuthorErrors& errors) {
  for (const YamlNode& name : list.items) {
    if (absl::c_linear_search(known, name.text)) continue;
    const std::string meant = DidYouMean(name.text, known);
    errors.Add(
        name.place,
        absl::StrCat("languages: unknown language ", Quoted(name.text),
                     meant.empty() ? absl::StrCat("; known are ",
                                                  absl::StrJoin(known, ", "))
                                   : meant));
  }
}

void ReadLimits(const YamlNode* node, Limits& limits) {
  if (node == nullptr) return;
  ForEachLimit([&]<typename T>(const LimitField<T>& limit) {
    const YamlNode* const value = node->Find(limit.key);
    if (value != nullptr) ReadLimit(*value, limits.*limit.field);
  });
}

std::filesystem::path FilePath(const YamlNode& name, ProblemSource& source) {
  absl::StatusOr<std::filesystem::path> path =
      ResolveInside(source.folder, name.text);
  if (!path.ok()) {
    AddFileError(name, path.status(), source);
    return {};
  }
  return *path;
}

std::filesystem::path ProgramPath(const YamlNode& name, ProblemSource& source) {
  std::filesystem::path program = FilePath(name, source);
  // A folder holds the sources of one.
  if (!program.empty() && !std::filesystem::is_directory(program) &&
      (!std::filesystem::is_regular_file(program) ||
       access(program.c_str(), X_OK) != 0)) {
    source.errors.Add(name.place,
                      absl::StrCat("file ", Quoted(name.text),
                                   ": not a program; chmod +x makes a script "
                                   "one"));
  }
  return program;
}

std::string FileContent(const YamlNode& name, ProblemSource& source) {
  const std::filesystem::path path = FilePath(name, source);
  if (path.empty()) return "";
  absl::StatusOr<std::string> content = ReadRegularFile(path, kMaxDataBytes);
  if (!content.ok()) {
    AddFileError(name, content.status(), source);
    return "";
  }
  return *std::move(content);
}

std::string Content(const YamlNode& node, ProblemSource& source) {
  const YamlNode* file = node.Find("file");
  return file == nullptr ? node.text : FileContent(*file, source);
}

bool CheckTargetName(const YamlNode& name, ProblemSource& source) {
  const absl::Status status = CheckRelativeName(name.text);
  if (!status.ok()) AddFileError(name, status, source);
  return status.ok();
}

}  // namespace grader

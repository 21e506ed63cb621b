#include "grader/problem/package/expected_results.h"

#include <cstdint>
#include <map>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/problem/package/folder_entries.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

using Codes = std::vector<std::string>;

// A run that needs too much memory crashes, to DOMjudge, and one that prints
// nothing is wrong here.
const std::map<std::string, Codes>& CodesByName() {
  static const auto& codes = *new std::map<std::string, Codes>{
      {"CORRECT", {"AC"}},           {"ACCEPTED", {"AC"}},
      {"WRONG-ANSWER", {"WA"}},      {"NO-OUTPUT", {"WA"}},
      {"TIMELIMIT", {"TLE"}},        {"TIME-LIMIT-EXCEEDED", {"TLE"}},
      {"RUN-ERROR", {"RTE", "MLE"}}, {"RUN-TIME-ERROR", {"RTE", "MLE"}},
      {"MEMORY-LIMIT", {"MLE"}},     {"OUTPUT-LIMIT", {"OLE"}},
      {"COMPILER-ERROR", {"CE"}},    {"COMPILE-ERROR", {"CE"}}};
  return codes;
}

// Of a file; a larger one says nothing.
constexpr std::int64_t kMostTaggedBytes = kMiB;

std::string ContentOf(const fs::path& submission) {
  std::error_code error;
  if (!fs::is_directory(submission, error)) {
    return ReadRegularFile(submission, kMostTaggedBytes).value_or("");
  }
  std::string all;
  for (const fs::path& entry : FolderEntries(submission)) {
    all += ReadRegularFile(entry, kMostTaggedBytes).value_or("") + "\n";
  }
  return all;
}

}  // namespace

std::optional<Codes> ExpectedResultsIn(const fs::path& submission) {
  static const RE2 kTag(R"((?i)@EXPECTED_RESULTS@: ([^\n]*))");
  const std::string content = ContentOf(submission);
  re2::StringPiece rest(content);
  std::string names;
  if (!RE2::FindAndConsume(&rest, kTag, &names) ||
      RE2::PartialMatch(rest, kTag)) {
    return std::nullopt;
  }
  Codes codes;
  for (const absl::string_view part : absl::StrSplit(names, ',')) {
    std::string name = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(part));
    for (char& c : name) c = c == '_' ? '-' : c;
    const auto known = CodesByName().find(name);
    if (known == CodesByName().end()) return std::nullopt;
    codes.insert(codes.end(), known->second.begin(), known->second.end());
  }
  return codes;
}

}  // namespace grader

#include "grader/execute/build_messages.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grader/execute/build_steps.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool IsOwn(const Submission& submission, const std::string& file) {
  return std::any_of(
      submission.sources.begin(), submission.sources.end(),
      [&](const SourceFile& source) { return source.name == file; });
}

}  // namespace

std::string StoppedMessage(Limit limit, const Limits& limits) {
  return absl::StrCat(
      "The build reached its limit of ", DescribeLimit(limit, limits),
      limit == Limit::kOutput
          ? ": there are too many errors."
          : ": the program is too large or too slow to compile.");
}

Diagnostic NameIsTaken(const std::string& name) {
  Diagnostic diagnostic;
  diagnostic.file = name;
  diagnostic.line = 1;
  diagnostic.message =
      absl::StrCat("the problem has a file \"", name,
                   "\" of its own, which is the one that is imported: rename "
                   "yours, or leave it out");
  return diagnostic;
}

Diagnostic WhichIsMain(std::vector<std::string> names) {
  constexpr std::size_t kMost = 5;
  const std::string extension = fs::path(names.front()).extension().string();
  std::string last = "another file";
  if (names.size() <= kMost) {
    last = names.back();
    names.pop_back();
  }
  names.resize(std::min(names.size(), kMost));
  Diagnostic diagnostic;
  diagnostic.message = absl::StrCat(
      "which file is the program: ", absl::StrJoin(names, ", "), " or ", last,
      "? Name it main", extension, " or solution", extension);
  return diagnostic;
}

std::string ErrorsInWords(const std::vector<Diagnostic>& diagnostics,
                          const std::string& log) {
  constexpr int kMost = 5;
  std::string words;
  int errors = 0;
  for (const Diagnostic& one : diagnostics) {
    if (one.severity == Severity::kWarning) break;
    if (one.severity == Severity::kError) ++errors;
    if (errors > kMost) continue;
    if (!one.file.empty()) absl::StrAppend(&words, one.file, ":");
    if (one.line > 0) absl::StrAppend(&words, one.line, ":");
    if (one.column > 0) absl::StrAppend(&words, one.column, ":");
    absl::StrAppend(&words, words.empty() || words.back() == '\n' ? "" : " ",
                    one.severity == Severity::kError ? "error: " : "note: ",
                    one.message, "\n");
    for (const std::string& line : one.excerpt) {
      absl::StrAppend(&words, line, "\n");
    }
  }
  if (errors == 0) return log;
  if (errors > kMost) {
    absl::StrAppend(&words, errors - kMost, " more errors\n");
  }
  return words;
}

void SortByInterest(const Submission& submission,
                    std::vector<Diagnostic>& diagnostics) {
  std::vector<std::vector<Diagnostic>> groups;
  for (Diagnostic& diagnostic : diagnostics) {
    if (groups.empty() || diagnostic.severity != Severity::kNote) {
      groups.emplace_back();
    }
    groups.back().push_back(std::move(diagnostic));
  }
  const auto interest = [&](const std::vector<Diagnostic>& group) {
    const Diagnostic& head = group.front();
    return std::pair(head.severity != Severity::kError,
                     !IsOwn(submission, head.file));
  };
  std::stable_sort(
      groups.begin(), groups.end(),
      [&](const auto& a, const auto& b) { return interest(a) < interest(b); });
  diagnostics.clear();
  for (std::vector<Diagnostic>& group : groups) {
    std::move(group.begin(), group.end(), std::back_inserter(diagnostics));
  }
}

}  // namespace grader

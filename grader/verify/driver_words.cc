#include "grader/verify/driver_words.h"

#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "grader/problem/author_errors.h"
#include "grader/problem/files.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"
#include "grader/problem/yaml_reader.h"
#include "re2/re2.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr char kFileName[] = "problem.yaml";

// What `find` says of each case's map.
template <typename Find>
std::vector<std::string> SayOfCases(const Problem& problem, const Find& find) {
  const fs::path file = problem.directory / kFileName;
  AuthorErrors errors(file.string(), ReadFile(file).value_or(""));
  const std::optional<YamlNode> root = ReadYaml(errors);
  const YamlNode* const cases = root ? root->Find("cases") : nullptr;
  if (cases == nullptr) return {};
  for (const YamlNode& one : cases->items) find(one, errors);
  if (errors.empty()) return {};
  return {std::string(errors.ToStatus().message())};
}

std::set<std::string> TracedIn(const std::vector<Report>& reports) {
  std::set<std::string> names;
  for (const Report& report : reports) {
    for (const CaseReport& one : report.cases) {
      for (const Span& span : one.observation.trace.spans) {
        names.insert(span.name);
      }
    }
  }
  return names;
}

// The files beside problem.yaml that programs are made of, one behind the
// other.
std::string SourcesOf(const Problem& problem) {
  std::string text;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(problem.directory, error)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".yaml" || extension == ".md" ||
        !entry.is_regular_file(error)) {
      continue;
    }
    absl::StrAppend(&text, ReadFile(entry.path()).value_or(""), "\n");
  }
  return text;
}

bool HoldsWord(const std::string& text, absl::string_view word) {
  return RE2::PartialMatch(
      text,
      absl::StrCat("(?:^|\\W)",
                   RE2::QuoteMeta(re2::StringPiece(word.data(), word.size())),
                   "(?:\\W|$)"));
}

}  // namespace

std::vector<std::string> UntracedSpans(const Problem& problem,
                                       const std::vector<Report>& reports) {
  if (reports.empty()) return {};
  const std::set<std::string> traced = TracedIn(reports);
  const std::vector<std::string> names(traced.begin(), traced.end());
  const std::string sources = SourcesOf(problem);
  return SayOfCases(problem, [&](const YamlNode& one, AuthorErrors& errors) {
    const YamlNode* const expect = one.Find("expect");
    const YamlNode* const spans =
        expect != nullptr ? expect->Find("spans") : nullptr;
    if (spans == nullptr) return;
    for (const YamlEntry& entry : spans->entries) {
      const std::string& name = entry.key.text;
      if (traced.contains(name) || HoldsWord(sources, name)) continue;
      const std::string meant = DidYouMean(name, names);
      errors.Add(
          entry.key.place,
          absl::StrCat(
              "spans: no run of a reference has a span ", Quoted(name), meant,
              !meant.empty() ? ""
              : names.empty()
                  ? ", or any other"
                  : absl::StrCat("; there are ", absl::StrJoin(names, ", "))));
    }
  });
}

std::vector<std::string> UnreadStdin(
    const Problem& problem, const std::vector<Submission>& references) {
  static const RE2 kReads("stdin|\\bcin\\b|\\binput\\(|getchar|scanf");
  const bool read = absl::c_any_of(references, [](const Submission& reference) {
    return absl::c_any_of(reference.sources, [](const SourceFile& source) {
      return RE2::PartialMatch(source.content, kReads);
    });
  });
  if (read) return {};
  return SayOfCases(problem, [](const YamlNode& one, AuthorErrors& errors) {
    for (const YamlEntry& entry : one.entries) {
      const std::string& key = entry.key.text;
      if (key != "stdin" && key != "stdin_file" && key != "generator") continue;
      errors.Add(entry.key.place,
                 absl::StrCat(key,
                              ": the driver does not get it, and no reference "
                              "reads it; what the driver is told are its args, "
                              "as in args: [3]"));
    }
  });
}

}  // namespace grader

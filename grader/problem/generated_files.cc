#include "grader/problem/generated_files.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/problem/interface_names.h"
#include "grader/problem/interface_writers.h"

namespace grader {
namespace {

// A language that adapters are generated in.
struct Writer {
  absl::string_view language;
  absl::string_view sources;  // how their names end
  absl::string_view given;    // how that of what is given ends
  std::string (*adapter)(const Problem&);
  std::string (*given_text)(const Problem&);
  std::string (*stub)(const Problem&);
  std::string (*instances)(const Problem&);  // null: there is nothing like it
};

constexpr Writer kWriters[] = {
    {"cpp", ".cpp", ".h", CppAdapter, CppGiven, CppStub, CppInstances},
    {"python", ".py", ".py", PythonAdapter, PythonGiven, PythonStub, nullptr},
};

const Writer* Find(absl::string_view language) {
  for (const Writer& writer : kWriters) {
    if (writer.language == language) return &writer;
  }
  return nullptr;
}

}  // namespace

bool IsGenerated(const Problem& problem, absl::string_view language) {
  return problem.interface != nullptr && Find(language) != nullptr;
}

std::vector<std::string> GeneratedLanguages() {
  std::vector<std::string> languages;
  for (const Writer& writer : kWriters) {
    languages.emplace_back(writer.language);
  }
  return languages;
}

GeneratedFile GeneratedAdapter(const Problem& problem,
                               absl::string_view language) {
  const Writer& writer = *Find(language);
  return {absl::StrCat("adapter", writer.sources), writer.adapter(problem)};
}

GeneratedFile GivenFile(const Problem& problem, absl::string_view language) {
  const Writer& writer = *Find(language);
  return {absl::StrCat(GivenName(problem.id), writer.given),
          writer.given_text(problem)};
}

GeneratedFile StubFile(const Problem& problem, absl::string_view language) {
  const Writer& writer = *Find(language);
  return {absl::StrCat("solution", writer.sources), writer.stub(problem)};
}

std::optional<GeneratedFile> GeneratedInstances(const Problem& problem,
                                                absl::string_view language) {
  const Writer& writer = *Find(language);
  if (writer.instances == nullptr) return std::nullopt;
  std::string text = writer.instances(problem);
  if (text.empty()) return std::nullopt;
  return GeneratedFile{kInstances, std::move(text)};
}

}  // namespace grader

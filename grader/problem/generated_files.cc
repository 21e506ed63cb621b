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
  // Null: there is nothing like it.
  std::string (*instances)(const Problem&);
  std::string (*library_instances)(const Problem&);
};

constexpr Writer kWriters[] = {
    {"cpp", ".cpp", ".h", CppAdapter, CppGiven, CppStub, CppInstances,
     CppLibraryInstances},
    {"python", ".py", ".py", PythonAdapter, PythonGiven, PythonStub, nullptr,
     nullptr},
};

const Writer* WriterOf(absl::string_view language) {
  for (const Writer& writer : kWriters) {
    if (writer.language == language) return &writer;
  }
  return nullptr;
}

}  // namespace

bool IsGenerated(const Problem& problem, absl::string_view language) {
  return problem.interface != nullptr && WriterOf(language) != nullptr;
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
  const Writer& writer = *WriterOf(language);
  return {absl::StrCat("adapter", writer.sources), writer.adapter(problem)};
}

GeneratedFile GivenFile(const Problem& problem, absl::string_view language) {
  const Writer& writer = *WriterOf(language);
  return {absl::StrCat(GivenName(problem.id), writer.given),
          writer.given_text(problem)};
}

GeneratedFile StubFile(const Problem& problem, absl::string_view language) {
  const Writer& writer = *WriterOf(language);
  return {absl::StrCat("solution", writer.sources), writer.stub(problem)};
}

std::string GeneratedInstances(const Problem& problem,
                               absl::string_view language) {
  const Writer& writer = *WriterOf(language);
  return writer.instances == nullptr ? "" : writer.instances(problem);
}

std::string GeneratedLibraryInstances(const Problem& problem,
                                      absl::string_view language) {
  const Writer& writer = *WriterOf(language);
  return writer.library_instances == nullptr
             ? ""
             : writer.library_instances(problem);
}

}  // namespace grader

// The files that the grader writes for a problem with an interface, where its
// author has not written them: in which languages, and what is in them.
#ifndef GRADER_PROBLEM_GENERATED_FILES_H_
#define GRADER_PROBLEM_GENERATED_FILES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/problem.h"

namespace grader {

// A file by its name alone, and what it holds.
struct GeneratedFile {
  std::string name;
  std::string content;

  bool operator==(const GeneratedFile&) const = default;
};

// Whether files are generated for submissions to `problem` in `language`: it
// has an interface, and the language is one of those below. Pure, like the
// others here; those need a problem and a language of which this is true.
bool IsGenerated(const Problem& problem, absl::string_view language);

// The languages that files can be generated in.
std::vector<std::string> GeneratedLanguages();

// The adapter: adapter.cpp, adapter.py.
GeneratedFile GeneratedAdapter(const Problem& problem,
                               absl::string_view language);

// What a learner includes or imports, and what an editor has to see: the
// header or module that is called like the problem.
GeneratedFile GivenFile(const Problem& problem, absl::string_view language);

// What submissions are likely to make of templates with the types of the
// problem: precompiled with the headers that it includes, for those that
// include all of them. Empty if there is nothing like it.
std::string GeneratedInstances(const Problem& problem,
                               absl::string_view language);
// The same of the library's templates, to follow the library's own.
std::string GeneratedLibraryInstances(const Problem& problem,
                                      absl::string_view language);

// What is called so beside that, in the problem's folder or the library's.
inline constexpr char kInstances[] = "grader_instances.h";

// Where a learner can start: solution.cpp, solution.py. It can be built, has a
// TODO where something is to be written, and does nothing yet.
GeneratedFile StubFile(const Problem& problem, absl::string_view language);

}  // namespace grader

#endif  // GRADER_PROBLEM_GENERATED_FILES_H_

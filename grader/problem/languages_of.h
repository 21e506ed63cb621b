// Which languages a problem is offered in.
#ifndef GRADER_PROBLEM_LANGUAGES_OF_H_
#define GRADER_PROBLEM_LANGUAGES_OF_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/problem/problem.h"

namespace grader {

// The names of the languages that problem.yaml lists, in its order; else of
// those that `problem` has an adapter for, written or generated; if it has no
// driver at all, those that it has a main program in, or else that its
// reference (solutions/ID beside the folder of problems) is written in. In the
// order of the table.
std::vector<std::string> LanguagesOf(const Problem& problem);

// Whether submissions to `problem` may be in `language`: one of those that
// problem.yaml lists; else one that there is an adapter or a main program for;
// without either any.
bool TakesLanguage(const Problem& problem, const std::string& language);

// The languages that `problem` has a main program in (main.cpp in its folder),
// which calls what the learner writes; none if it has a driver. In the order of
// the table.
std::vector<std::string> LanguagesWithMain(const Problem& problem);

// The file STEM in the problem's folder that is written in `language`, as
// main.cpp, or an empty path.
std::filesystem::path PartIn(const Problem& problem, absl::string_view stem,
                             const Language& language);

}  // namespace grader

#endif  // GRADER_PROBLEM_LANGUAGES_OF_H_

// The UnitFiles: what a unit's folder in a workspace is filled with, and which
// of the files there are the learner's own.
#ifndef GRADER_COURSE_UNIT_FILES_H_
#define GRADER_COURSE_UNIT_FILES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "grader/problem/generated_files.h"
#include "grader/problem/problem.h"

namespace grader {

// The language that a learner who wants `wanted` gets `problem` in: that one if
// it is offered, else the first that is.
std::string UnitLanguage(const Problem& problem, const std::string& wanted);

// The starter: the author's, in starters/ID beside the folder of problems, or
// one made of the problem's interface; none if there is neither.
std::vector<GeneratedFile> StarterFiles(const Problem& problem,
                                        const std::string& language);

// The names of the sources and headers in `folder` that are in that language
// and not copies of what `problem` gives; sorted.
std::vector<std::string> OwnFiles(const Problem& problem,
                                  const std::string& language,
                                  const std::filesystem::path& folder);

// All that belongs into `folder`: the statement, the starter unless there is a
// source already, what is given, and for C and C++ what clangd compiles with.
std::vector<GeneratedFile> UnitFiles(const Problem& problem,
                                     const std::string& wanted,
                                     const std::filesystem::path& folder);

}  // namespace grader

#endif  // GRADER_COURSE_UNIT_FILES_H_

// The files of a package that are added to every submission.
#ifndef GRADER_PROBLEM_PACKAGE_PACKAGE_INCLUDED_H_
#define GRADER_PROBLEM_PACKAGE_PACKAGE_INCLUDED_H_

#include <filesystem>
#include <string>
#include <vector>

#include "grader/problem/problem.h"

namespace grader {

// Reads `folder`/include into `problem`, whose languages, constants and cases
// are known: sources and headers are built with the submissions, other files
// lie where they run. Adds to `errors` what is wrong.
void ReadIncluded(const std::filesystem::path& folder, Problem& problem,
                  std::vector<std::string>& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_PACKAGE_INCLUDED_H_

// The submissions of a package, with what their folder says must become of
// them.
#ifndef GRADER_PROBLEM_PACKAGE_PACKAGE_SUBMISSIONS_H_
#define GRADER_PROBLEM_PACKAGE_PACKAGE_SUBMISSIONS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "grader/problem/package/package_metadata.h"
#include "grader/problem/submission_rules.h"

namespace grader {

// Every file and folder in the folders of `folder`/submissions, by path.
// In `legacy` a folder's name is the verdict on all cases; in 2025-09 it says
// what each case and what some case must get, as submissions.yaml can. Adds to
// `errors` what is wrong and to `notes` what is left out.
std::vector<Example> ReadPackageSubmissions(const std::filesystem::path& folder,
                                            const PackageMetadata& metadata,
                                            std::vector<std::string>& errors,
                                            std::vector<std::string>& notes);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_PACKAGE_SUBMISSIONS_H_

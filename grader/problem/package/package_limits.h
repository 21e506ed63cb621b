// What a package's problem.yaml says under "limits", in whichever version.
#ifndef GRADER_PROBLEM_PACKAGE_PACKAGE_LIMITS_H_
#define GRADER_PROBLEM_PACKAGE_PACKAGE_LIMITS_H_

#include "grader/problem/author_errors.h"
#include "grader/problem/package/package_metadata.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// Gives `metadata` the limits of a package that says none.
void SetUsualLimits(PackageMetadata& metadata);

// Reads `node` into `metadata`, whose version is known. Adds to `errors` what
// is wrong.
void ReadPackageLimits(const YamlNode& node, AuthorErrors& errors,
                       PackageMetadata& metadata);

// Sets what bounds the time of a run to `seconds`.
void SetTimes(double seconds, Limits& limits);

// Takes `seconds` as the time limit.
void SetTimeLimit(double seconds, PackageMetadata& metadata);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_PACKAGE_LIMITS_H_

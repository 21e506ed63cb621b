// The cases of a package: the files below data/sample and data/secret.
#ifndef GRADER_PROBLEM_PACKAGE_PACKAGE_CASES_H_
#define GRADER_PROBLEM_PACKAGE_PACKAGE_CASES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "grader/problem/package/package_metadata.h"
#include "grader/problem/problem.h"

namespace grader {

struct PackageCases {
  std::vector<TestCase> cases;
  std::vector<CaseGroup> groups;  // of some of them
};

// Reads them in the order of the format: samples, which learners see, then
// secrets, each by name. `folder` is the package's as messages show it,
// `validator` its own output validator; empty: the default one. Adds to
// `errors`, a text each, all that is wrong.
PackageCases ReadPackageCases(const std::filesystem::path& folder,
                              const PackageMetadata& metadata,
                              const std::filesystem::path& validator,
                              std::vector<std::string>& errors);

// Data that a validator has to tell from what it lets pass.
struct ValidatorCase {
  enum class Kind {
    kInvalidInput,
    kInvalidAnswer,
    kInvalidOutput,
    kValidOutput
  };

  Kind kind = Kind::kInvalidInput;
  TestCase test_case;
  std::string output;  // of the last two
};

// Reads them, below data/invalid_input, invalid_answer, invalid_output and
// valid_output; otherwise like ReadPackageCases.
std::vector<ValidatorCase> ReadValidatorCases(
    const std::filesystem::path& folder, const PackageMetadata& metadata,
    const std::filesystem::path& validator, std::vector<std::string>& errors);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_PACKAGE_CASES_H_

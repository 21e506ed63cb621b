// What a package's submission says in its own source must become of it, as
// DOMjudge and BAPCtools read it: `@EXPECTED_RESULTS@: CORRECT, WRONG-ANSWER`.
#ifndef GRADER_PROBLEM_PACKAGE_EXPECTED_RESULTS_H_
#define GRADER_PROBLEM_PACKAGE_EXPECTED_RESULTS_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace grader {

// The codes of verdicts (as SubmissionRule has them) that the file
// `submission`, or the files of that folder together, name; one of them it must
// get. None where that is not said, is said more than once, or names something
// else. `@EXPECTED_SCORE@` beside it is left alone: to DOMjudge a group has the
// score that the format gives each of its cases.
std::optional<std::vector<std::string>> ExpectedResultsIn(
    const std::filesystem::path& submission);

}  // namespace grader

#endif  // GRADER_PROBLEM_PACKAGE_EXPECTED_RESULTS_H_

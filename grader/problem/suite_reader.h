// What stands below `suite:` in problem.yaml, as a Suite.
#ifndef GRADER_PROBLEM_SUITE_READER_H_
#define GRADER_PROBLEM_SUITE_READER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "grader/problem/problem_reader.h"
#include "grader/problem/suite.h"
#include "grader/problem/yaml_reader.h"

namespace grader {

// The Suite that `node`, a tree that CheckRecord has left, describes. Adds an
// error for a file that is not there, or called like one of the grader's own.
Suite ReadSuite(const YamlNode& node, ProblemSource& source);

// Whether a file called `name` would stand in for one of those that driver and
// adapter are made of: they lie beside the suite's files.
bool IsSuiteFileOfOurs(absl::string_view name);

// The file name by which a suite called `file` mostly knows what it tests:
// "leap.py" of "leap_test.py" and "test_leap.py", "leap.h" of "leap_test.cpp".
std::string SubmissionNameFor(absl::string_view file,
                              absl::string_view language);

// Whether the test called `name` is one of those that `pattern` means.
bool MatchesTest(absl::string_view name, absl::string_view pattern);

// What the test called `name` is worth: by the first pattern that matches.
Points PointsOfTest(const Suite& suite, absl::string_view name);

// Whether learners see of the test called `name` no more than of a hidden case.
bool IsHiddenTest(const Suite& suite, absl::string_view name);

}  // namespace grader

#endif  // GRADER_PROBLEM_SUITE_READER_H_
